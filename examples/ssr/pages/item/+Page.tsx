import { useEffect } from 'react';
import { script, send } from '../../send.ts';

export function Page() {
  useEffect(() => {
    const lifetime = new AbortController();
    // Waits for the exit from within this page, and is taken back when the page goes first.
    send(script('left'), { when: 'hidden', signal: lifetime.signal });
    return () => {
      lifetime.abort();
      send(script('unmounted'));
    };
  }, []);

  return <h1>Item</h1>;
}
