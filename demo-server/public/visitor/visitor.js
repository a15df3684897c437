// The same visit twice: by hand, and with sendoff. A classic script, so that it runs while the page is
// parsed.
{
  const { fault, by, view } = Object.fromEntries(new URLSearchParams(location.search));
  const address = (path, fields) =>
    `${path}?${new URLSearchParams({ ...fields, fault, by, view })}`;
  const slow = address('/scripts/slow', { ms: 1500 });
  const report = address('/collect', {});
  // The parser waits for a script. With an image, WebKit fires the load event when the page is left.
  const keepLoading = () =>
    document.write('<script src="/scripts/slow?ms=60000&onDisconnect=stop"></script>');

  const visits = {
    'held by hand': () => {
      new Image().src = slow;
    },
    'held by sendoff': () => sendoff(slow, { via: 'img' }),
    'lost by hand': () => {
      addEventListener('load', () => fetch(report, { method: 'POST' }));
      keepLoading();
    },
    'lost by sendoff': () => {
      sendoff(report, { when: 'load' });
      keepLoading();
    },
  };
  visits[`${fault} by ${by}`]?.();
  document.documentElement.dataset.asked = view;
}
