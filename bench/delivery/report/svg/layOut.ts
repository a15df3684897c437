import type { EngineName } from '../../../../setup/locate.ts';
import type { Cell } from '../../cells/cell.ts';
import { exits } from '../../cells/exits.ts';
import type { Delivery } from '../delivery.ts';
import { sizes } from './sizes.ts';

/** Where everything is. */
export interface Layout {
  width: number;
  /** Where the rows end and the legend begins. */
  bottom: number;
  rows: readonly Row[];
  blocks: readonly { engine: EngineName; x: number }[];
  place(cell: Cell): { x: number; y: number };
}

export interface Row extends Pick<Cell, 'subject' | 'moment'> {
  y: number;
  /** The first of its subject. */
  isFirst: boolean;
}

const columns = Object.keys(exits);

/** A row for each subject and moment, a block of columns for each engine. */
export function layOut({ engines, outcomes }: Delivery): Layout {
  const rows = new Map<string, Row>();
  let last: Row | undefined;
  let bottom: number = sizes.head;
  for (const { subject, moment } of outcomes) {
    if (rows.has(`${subject} ${moment}`)) continue;
    const isFirst = subject !== last?.subject;
    if (last && isFirst) bottom += sizes.subjectGap;
    last = { subject, moment, y: bottom, isFirst };
    rows.set(`${subject} ${moment}`, last);
    bottom += sizes.row;
  }
  const left = (block: number) =>
    sizes.labels + block * (columns.length * sizes.column + sizes.engineGap);
  const names = Object.keys(engines) as EngineName[];

  return {
    width: left(names.length),
    bottom,
    rows: [...rows.values()],
    blocks: names.map((engine, block) => ({ engine, x: left(block) })),
    place: ({ engine, exit, subject, moment }) => ({
      x: left(names.indexOf(engine)) + columns.indexOf(exit) * sizes.column,
      y: rows.get(`${subject} ${moment}`)?.y ?? 0,
    }),
  };
}
