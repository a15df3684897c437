/**
 * Keeps the calls that are made before the file has arrived, and sends them by itself if the visitor
 * leaves first. Inline it in the page's head, before the script tag.
 *
 * It stands in every page, so here a shorter line beats a plain one, and it knows the essentials only:
 * a keepalive POST, with a plain object as form fields. It is a classic script: its block keeps its
 * names to itself.
 */
{
  const on = addEventListener;
  const loading = 'beforeunload';
  // biome-ignore lint/suspicious/noAssignInExpressions: it makes the global, and keeps its queue
  const calls: SendoffCall[] = ((sendoff = ((...call) =>
    new Promise(settle => calls.push([settle, call]))) as SendoffQueue).q = []);
  const leave = (_: Event) =>
    calls.splice(0).map(([, [url, options], data = options?.data]) =>
      fetch(url, {
        method: 'POST',
        ...(options as RequestInit),
        keepalive: 1 as never,
        body:
          // biome-ignore lint/suspicious/noDoubleEquals lint/suspicious/noAssignInExpressions: a plain object equals what it prints as
          (data = (data as () => string)?.call ? (data as () => string)() : data) ==
          '[object Object]'
            ? new URLSearchParams(data as never)
            : (data as BodyInit),
      }),
    );
  on('visibilitychange', leave);
  on(loading, leave);
  on('load', _ => removeEventListener(loading, leave));
}
