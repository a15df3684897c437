import { useEffect } from 'react';
import { script, send } from './send.ts';

export function Item() {
  useEffect(() => {
    const lifetime = new AbortController();
    // Waits for the exit from within this component, and is taken back when the component goes first.
    send(script('left'), { when: 'hidden', signal: lifetime.signal });
    return () => {
      lifetime.abort();
      send(script('unmounted'));
    };
  }, []);

  return <h1>Item</h1>;
}
