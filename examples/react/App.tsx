import { useEffect, useState } from 'react';
import { Item } from './Item.tsx';
import { queue, script, send } from './send.ts';

export function App() {
  const [path, setPath] = useState(location.hash || '#/');

  useEffect(() => {
    const follow = () => setPath(location.hash);
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);

  useEffect(() => {
    send(script('route'), { data: { path } });
    queue.push({ path });
  }, [path]);

  return (
    <>
      <nav>
        <a id="home" href="#/">
          Home
        </a>
        <a id="item" href="#/item">
          Item
        </a>
        <a id="away" href="/e2e/away.html">
          Away
        </a>
      </nav>
      {path === '#/item' ? <Item /> : <h1>Home</h1>}
    </>
  );
}
