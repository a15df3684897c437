/** Round times, in milliseconds. */
const STEPS = [
  [10, '10 ms'],
  [100, '100 ms'],
  [1000, '1 s'],
  [10_000, '10 s'],
  [60_000, '1 min'],
  [600_000, '10 min'],
  [3_600_000, '1 h'],
  [86_400_000, '1 d'],
];

/** Below this all is one moment, in milliseconds. */
const FINEST = 5;
/** The margin at each end, for the outermost marks, in percent of the width. */
const MARGIN = 2;

/**
 * A logarithmic axis: a page loads within milliseconds, and its script works for seconds.
 *
 * @param {number} end the last time on it, in milliseconds
 */
export function createScale(end) {
  const whole = Math.log1p(Math.max(end, 100) / FINEST);
  /** Where a time is, from 0 to 100: percent of the width. */
  const at = ms => MARGIN + (Math.log1p(Math.max(0, ms) / FINEST) / whole) * (100 - 2 * MARGIN);
  const ticks = STEPS.filter(([ms]) => ms < Math.max(end, 100)).map(([ms, label]) => ({
    at: at(ms),
    label,
  }));
  return { at, ticks };
}
