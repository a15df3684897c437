// What the pages share. Each then says in `calls` what its calls are.

window.url = new URL(`/call/${new URLSearchParams(location.search).get('page')}`, location).href;
window.data = { id: 7, note: 'hello' };

/** What the calls have returned. */
window.results = [];

/** Makes calls in one task, and returns what each has cost it, in µs. */
window.time = (call, count) => {
  const start = performance.now();
  for (let n = 0; n < count; n++) results.push(call());
  return ((performance.now() - start) * 1000) / count;
};
