import type { Cell } from './cell.ts';
import { exits } from './exits.ts';

/** Whether the moment has not come when the page is left: the exit is what a trigger then leaves at. */
export function waits({ moment, exit }: Pick<Cell, 'moment' | 'exit'>): boolean {
  if (moment === 'hidden' || moment === 'pagehide') return true;
  return moment !== 'now' && !exits[exit].loaded;
}
