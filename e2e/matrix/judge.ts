import type { Counted, Outcome } from './cell.ts';
import { isWhole } from './isWhole.ts';
import { type Subject, subjects } from './subjects.ts';
import { waits } from './waits.ts';

export interface Failure {
  cell: Counted;
  /** The bare API that shows that it can be done; none where something came twice. */
  beside?: Counted;
}

/**
 * What sendoff promises, against what the same browser does for the bare API in the same place:
 *
 * - where a keepalive fetch or a beacon delivers every run, so does sendoff's default; and each named
 *   transport where it was still waiting when the page was left (an image that has begun is out of
 *   sendoff's hands);
 * - what waits is delivered wherever a fetchLater is that was asked for beforehand;
 * - nothing comes twice.
 */
export function judge(outcomes: readonly Outcome[]): readonly Failure[] {
  const counted = outcomes.flatMap(outcome => ('runs' in outcome ? [outcome] : []));
  const whole = new Map(
    counted.filter(isWhole).map(it => [place(it, it.subject, it.moment), it] as const),
  );
  return counted.flatMap((cell): Failure[] => {
    if (cell.duplicates > 0) return [{ cell }];
    const { kind, via }: Subject = subjects[cell.subject];
    if (kind === 'bare' || isWhole(cell)) return [];
    const waiting = waits(cell);
    if (via !== 'default' && !waiting) return [];
    const beside =
      whole.get(place(cell, 'keepalive', cell.moment)) ??
      whole.get(place(cell, 'beacon', cell.moment)) ??
      (waiting ? whole.get(place(cell, 'fetchLater', 'now')) : undefined);
    return beside ? [{ cell, beside }] : [];
  });
}

function place({ engine, exit }: Counted, subject: string, moment: string): string {
  return `${engine} ${exit} ${subject} ${moment}`;
}
