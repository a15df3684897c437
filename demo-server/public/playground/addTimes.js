/** How many earlier triggers a trigger lists, the latest. */
const LISTED = 10;

/** The triggers that have left this page, in order: their numbers are those of their tags. */
const gone = [];

const now = () => Math.round(performance.now());

/**
 * Adds the page's times to a trigger's data, in a field `timeline` (docs/log.md). They are read
 * when the trigger leaves. Only an object has fields: other data stays as it is.
 *
 * All triggers of a page have to pass through here, since it counts them.
 *
 * @param {unknown} data
 * @param {{ via?: string, when: string }} asked
 * @returns {() => unknown}
 */
export function addTimes(data, { via, when }) {
  const called = now();
  return () => {
    const left = now();
    const before = gone.slice(-LISTED);
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
