import { type Counted, type Outcome, waits } from '../cells/cell.ts';
import { type Condition, conditions } from '../cells/conditions.ts';
import { SUBJECTS, type Subject } from '../cells/subjects.ts';

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
 * - nothing comes twice, but where the browser itself sends again.
 */
export function judge(outcomes: readonly Outcome[]): readonly Failure[] {
  const counted = outcomes.flatMap(it => ('runs' in it && it.runs > 0 ? [it] : []));
  const whole = new Map(
    counted.filter(isWhole).map(it => [place(it, it.subject, it.moment), it] as const),
  );
  const better = (cell: Counted): Counted | undefined => {
    const { kind, via }: Subject = SUBJECTS[cell.subject];
    const waiting = waits(cell);
    if (kind === 'bare' || isWhole(cell) || (via !== 'default' && !waiting)) return undefined;
    return (
      whole.get(place(cell, 'keepalive', cell.moment)) ??
      whole.get(place(cell, 'beacon', cell.moment)) ??
      (waiting ? whole.get(place(cell, 'fetchLater', 'now')) : undefined)
    );
  };
  return counted.flatMap(cell => {
    const beside = better(cell);
    return [
      ...(beside ? [{ cell, beside }] : []),
      ...(cell.duplicates > 0 && !resends(cell) ? [{ cell }] : []),
    ];
  });
}

function resends(cell: Counted): boolean {
  const condition: Condition = conditions[cell.condition];
  return condition.resends === true;
}

function place({ engine, condition, exit }: Counted, subject: string, moment: string): string {
  return `${engine} ${condition} ${exit} ${subject} ${moment}`;
}

/** A failure in words: which cell, how much came, and what shows that more can be had. */
export function tellFailure({ cell, beside }: Failure): string {
  const under = cell.condition === 'plain' ? '' : `${cell.condition}, `;
  const where = `${cell.engine}, ${under}${cell.exit}: ${cell.subject} at ${cell.moment}`;
  if (!beside) return `${where} came ${times(cell.duplicates)} too often in ${cell.runs} runs`;
  return `${where} ${counts(cell)}, while ${beside.subject} arrived ${counts(beside)}`;
}

function counts({ arrived, runs }: Counted): string {
  return `${arrived} of ${runs}`;
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}

/** Whether a cell was run, and every run's request arrived. */
export function isWhole(outcome: Outcome): boolean {
  return 'runs' in outcome && outcome.runs > 0 && outcome.arrived === outcome.runs;
}
