import type { Outcome } from '../cells/cell.ts';
import { waits } from '../cells/waits.ts';
import { bullets } from './bullets.ts';
import { isWhole } from './isWhole.ts';

/** What sendoff's default loses of what waits, whether anything could deliver it or not: in words. */
export function losses(outcomes: readonly Outcome[]): string {
  const own = outcomes.flatMap(it =>
    'runs' in it && it.subject === 'sendoff' && waits(it) ? [it] : [],
  );
  const lost = own.filter(cell => !isWhole(cell));
  const sum = `sendoff's default, still waiting when the page was left, delivers every run in ${own.length - lost.length} of ${own.length} cells`;
  if (lost.length === 0) return `${sum}.`;

  const places = new Map<string, string[]>();
  for (const { engine, exit, moment, arrived, runs } of lost) {
    const place = `${engine}, ${exit}`;
    places.set(place, [...(places.get(place) ?? []), `${moment} ${arrived} of ${runs}`]);
  }
  const lines = [...places].map(([place, counts]) => `${place}: ${counts.join(', ')}`);
  return `${sum}.\n\nThe others:\n\n${bullets(lines)}`;
}
