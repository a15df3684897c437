/** The longest that a slow script works, in milliseconds. */
export const LONGEST = 600_000;

/** Reads `ms`, or says `undefined` to what is no number of milliseconds within the bounds. */
export function parseDelay(ms: unknown = '0'): number | undefined {
  if (typeof ms !== 'string' || !/^\d{1,6}$/.test(ms)) return undefined;
  return Number(ms) <= LONGEST ? Number(ms) : undefined;
}
