// A page of a tour makes its call by itself: a debugger would be measured, too. It tells what each call has
// cost, and is led on: by way of a blank page, on which what waited for the exit has left.
{
  const fields = new URLSearchParams(location.search);
  const tell = async (path, what) =>
    (await fetch(`/tour/${path}`, { method: 'POST', body: JSON.stringify(what) })).text();
  const rest = () => new Promise(resolve => setTimeout(resolve, 50));

  const measure = async () => {
    const call = calls[fields.get('call')];
    const leavesNow = fields.get('leaves') === 'now';
    await rest();
    const first = time(call, 1);
    if (leavesNow) await tell('arrived', 1);
    await Promise.all(leavesNow ? results : []);
    await rest();
    const ten = time(call, 10);
    if (leavesNow) await tell('arrived', 11);
    await Promise.all(leavesNow ? results : []);
    return { first, ten };
  };
  addEventListener('load', async () => {
    if (fields.has('call')) location.replace(await tell('figures', await measure()));
    if (fields.has('blank')) location.replace(await tell('next', 0));
  });
}
