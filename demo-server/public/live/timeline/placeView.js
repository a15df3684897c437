/**
 * Places a page view in time, in milliseconds since it began by the page's clock, else since its
 * first request. A page's clock that is ahead of the server's is set back as far as is certain:
 * nothing arrives before it has left.
 *
 * @param {import('./createViews.js').View} view
 * @returns {{ zero: number, start?: number, load?: number, end: number, lanes: Lane[] }}
 *
 * @typedef {object} Lane one trigger, or several in a row of which nothing is known
 * @property {number} n
 * @property {number} [to] the last of several
 * @property {string} [via]
 * @property {string} [when]
 * @property {number} [called]
 * @property {number} [left]
 * @property {{ at: number, gone?: number, ended?: number, end?: string, slow: boolean }[]} arrivals
 */
export function placeView({ start, load, triggers }) {
  const all = [...triggers.values()].sort((one, other) => one.n - other.n);
  const late = all.flatMap(({ left, arrivals }) =>
    left === undefined ? [] : arrivals.map(({ time }) => time - (start + left)),
  );
  const arrived = all.flatMap(({ arrivals }) => arrivals.map(({ time }) => time));
  const zero = start === undefined ? Math.min(...arrived) : start + Math.min(0, ...late);

  const lanes = [];
  for (const { n, via, when, called, left, arrivals } of all) {
    const last = lanes.at(-1);
    const unknown = arrivals.length === 0 && via === undefined;
    if (unknown && last?.unknown) last.to = n;
    else lanes.push({ n, via, when, called, left, unknown, arrivals: arrivals.map(place(zero)) });
  }
  const ends = lanes.flatMap(({ called = 0, left = 0, arrivals }) => [
    called,
    left,
    ...arrivals.flatMap(({ at, gone = 0, ended = 0 }) => [at, gone, ended]),
  ]);
  return { zero, start: start && 0, load, end: Math.max(load ?? 0, ...ends), lanes };
}

function place(zero) {
  return ({ time, gone, ended, end, slow }) => ({
    at: time - zero,
    gone: gone && gone - zero,
    ended: ended && ended - zero,
    end,
    slow,
  });
}
