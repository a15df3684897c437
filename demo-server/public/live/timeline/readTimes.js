import { CARRIERS } from '../../shared/carriers.js';

export const MOMENTS = ['now', 'load', 'idle', 'hidden', 'pagehide'];

/**
 * The page's times from a trigger's field `timeline` (docs/log.md), if there is one: an object in
 * JSON, or JSON text in a form field or in the query. Anything invalid is skipped.
 *
 * @param {any} entry
 * @returns {{
 *   start: number,
 *   load?: number,
 *   called?: number,
 *   left?: number,
 *   before: { n: number, via?: string, when?: string, called?: number, left?: number }[],
 * } | undefined} times in milliseconds: `start` since 1970, the others since the start
 */
export function readTimes({ data, query }) {
  const said = parse(data?.timeline ?? query?.timeline);
  if (!isTime(said?.start)) return undefined;
  const before = Array.isArray(said.before) ? said.before : [];
  return {
    start: said.start,
    ...times(said),
    before: before
      .filter(trigger => Number.isInteger(trigger?.n) && trigger.n > 0)
      .map(({ n, via, when, ...rest }) => ({
        n,
        // Both, or nothing: half of it is in no row of a table.
        ...(CARRIERS.includes(via) && MOMENTS.includes(when) && { via, when }),
        ...times(rest),
      })),
  };
}

function parse(value) {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}

function times({ load, called, left }) {
  const all = Object.entries({ load, called, left });
  return Object.fromEntries(all.filter(([, value]) => isTime(value)));
}

/** A date cannot be later than this: ECMAScript's Date. */
function isTime(value) {
  return Number.isFinite(value) && value >= 0 && value <= 8.64e15;
}
