import type { Visit, Visited } from './visit.ts';

/** What two records of the same visit have in common. One of fewer moments is another visit. */
export function keyOf(visit: Visit | Visited): string {
  const moments = 'moments' in visit ? visit.moments : Object.keys(visit.arrivals);
  const { engine, exit, subject, run } = visit;
  return [engine, exit, subject, run, ...moments].join(' ');
}
