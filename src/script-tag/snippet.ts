/**
 * Keeps the calls that are made before the file has arrived, and sends them by itself if the visitor
 * leaves first. Inline it in the page's head, before the script tag.
 *
 * It stands in every page, so here a shorter line beats a plain one, and it knows the essentials only:
 * a keepalive POST that asks nothing of the server, with a plain object as form fields. What waits for
 * consent (`after`) never leaves without the file. It is a classic script: its block keeps its names to
 * itself.
 */
// A page may have it twice, from its theme and from a plugin.
if (typeof sendoff !== 'function') {
  const on = addEventListener;
  const loading = 'beforeunload';
  // biome-ignore lint/suspicious/noAssignInExpressions: it makes the global, and keeps its queue
  const calls: SendoffCall[] = ((sendoff = ((...call) =>
    new Promise(settle => calls.push([settle, call]))) as SendoffQueue).q = []);
  const leave = (_?: Event) =>
    calls.splice(0).map(async ([, [url, options = {}]], data: unknown, taken) => {
      // What is wrong with one call is nothing to the others.
      try {
        // Until it holds the data, `data` is the call's place.
        options.after
          ? calls.push(taken[data as number] as SendoffCall)
          : await fetch(url, {
              ...(options as RequestInit),
              method: 'POST',
              mode: 'no-cors',
              keepalive: 1 as never,
              body:
                // biome-ignore-start lint/suspicious: a plain object equals what it prints as
                (data = ((data = options.data) as () => string)?.bind
                  ? (data as () => string)()
                  : data) == '[object Object]'
                  ? new URLSearchParams(data as never)
                  : (data as BodyInit),
              // biome-ignore-end lint/suspicious: only there
            });
      } catch {}
    });
  on('visibilitychange', _ => document.hidden && leave());
  on('pagehide', leave);
  on(loading, leave);
  on('load', _ => removeEventListener(loading, leave));
}
