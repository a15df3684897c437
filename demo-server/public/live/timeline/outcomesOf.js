import { isSlow } from './createViews.js';

/** What can have become of a trigger, in words. */
export const OUTCOMES = {
  arrived: 'arrived',
  duplicate: 'twice',
  missing: 'missing',
  left: 'client left',
  finished: 'finished',
  unfinished: 'not finished',
  refused: 'refused',
};

/**
 * What became of a trigger in the picture.
 *
 * @param {import('./placeView.js').Lane} lane
 * @returns {(keyof typeof OUTCOMES)[]}
 */
export function outcomesOf({ arrivals }) {
  if (arrivals.length === 0) return ['missing'];
  return [
    'arrived',
    arrivals.length > 1 && 'duplicate',
    arrivals.some(({ gone }) => gone !== undefined) && 'left',
    arrivals.some(({ end }) => end === 'completed') && 'finished',
    arrivals.some(({ slow, end }) => slow && end !== 'completed') && 'unfinished',
  ].filter(Boolean);
}

/**
 * The same of a request in the table.
 *
 * @param {any} request its entry, with `gone` and `finished` when they have come
 * @returns {(keyof typeof OUTCOMES)[]}
 */
export function outcomesOfRequest({ event, path = '', duplicate, missing, gone, finished }) {
  if (event === 'refused') return ['refused'];
  const slow = isSlow(path);
  // A script may also be stopped, run out of time, or fail.
  const completed = finished !== undefined && (finished.end ?? 'completed') === 'completed';
  return [
    'arrived',
    duplicate && 'duplicate',
    missing && 'missing',
    gone && 'left',
    completed && 'finished',
    slow && !completed && 'unfinished',
  ].filter(Boolean);
}
