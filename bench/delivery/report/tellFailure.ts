import type { Counted } from '../cells/cell.ts';
import type { Failure } from './judge.ts';

/** A failure in words: which cell, how much came, and what shows that more can be had. */
export function tellFailure({ cell, beside }: Failure): string {
  const where = `${cell.engine}, ${cell.exit}: ${cell.subject} at ${cell.moment}`;
  if (!beside) return `${where} came ${times(cell.duplicates)} too often in ${cell.runs} runs`;
  return `${where} ${counts(cell)}, while ${beside.subject} arrived ${counts(beside)}`;
}

function counts({ arrived, runs }: Counted): string {
  return `${arrived} of ${runs}`;
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}
