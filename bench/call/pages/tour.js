// A page of a tour makes its call by itself: a debugger would be measured, too. It reports what each call has
// cost, and is led on: by way of a blank page, on which what waited for the exit has left.
{
  const fields = new URLSearchParams(location.search);
  const report = async (path, what) =>
    (await fetch(`/tour/${path}`, { method: 'POST', body: JSON.stringify(what) })).text();
  const rest = () => new Promise(resolve => setTimeout(resolve, 50));

  /** µs for each of some calls in one task, `arrived` of which have then arrived since the page's start. */
  const measure = async (count, arrived) => {
    await rest();
    const each = time(calls[fields.get('call')], count);
    if (fields.get('leaves') === 'now') {
      await report('arrived', arrived);
      await Promise.all(results);
    }
    return each;
  };
  addEventListener('load', async () => {
    if (fields.has('call')) {
      const figures = { first: await measure(1, 1), ten: await measure(10, 11) };
      location.replace(await report('figures', figures));
    }
    if (fields.has('blank')) location.replace(await report('next', 0));
  });
}
