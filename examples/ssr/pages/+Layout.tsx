import { type ReactNode, useEffect } from 'react';
import { usePageContext } from 'vike-react/usePageContext';
import { queue, script, send } from '../send.ts';

export function Layout({ children }: { children: ReactNode }) {
  const { urlPathname, urlParsed } = usePageContext();
  const search = urlParsed.searchOriginal ?? '';

  useEffect(() => {
    send(script('route'), { data: { path: urlPathname } });
    queue.push({ path: urlPathname });
  }, [urlPathname]);

  return (
    <>
      <nav>
        <a id="home" href={`/apps/ssr/${search}`}>
          Home
        </a>
        <a id="item" href={`/apps/ssr/item${search}`}>
          Item
        </a>
        <a id="away" href="/e2e/away.html" rel="external">
          Away
        </a>
      </nav>
      {children}
    </>
  );
}
