/** Of how many earlier triggers one tells, the latest. */
const TOLD = 10;

/** The triggers that have left this page, in order: their numbers are those of their tags. */
const gone = [];

const now = () => Math.round(performance.now());

/**
 * Data that tells the server of the page's own times, in a field `timeline` (docs/log.md). It is
 * read when the trigger leaves. Only an object has fields: anything else goes as it is.
 *
 * All triggers of a page have to come through here, since they are counted.
 *
 * @param {unknown} data
 * @param {{ via?: string, when: string }} asked
 * @returns {() => unknown}
 */
export function tellTimes(data, { via, when }) {
  const called = now();
  return () => {
    const left = now();
    const before = gone.slice(-TOLD);
    gone.push({ n: gone.length + 1, via, when, called, left });
    if (typeof data !== 'object') return data;
    const load = performance.getEntriesByType('navigation')[0]?.loadEventStart;
    const timeline = {
      start: Math.round(performance.timeOrigin),
      ...(load > 0 && { load: Math.round(load) }),
      called,
      left,
      before,
    };
    return { ...data, timeline };
  };
}
