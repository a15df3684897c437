import type { EngineName } from '../../../setup/locate.ts';
import { drawText, toPicture } from '../../report/picture.ts';
import { colorOf, inkOn } from '../../report/share.ts';
import type { Cell, Outcome } from '../cells/cell.ts';
import { conditions } from '../cells/conditions.ts';
import type { ExitName } from '../cells/exits.ts';
import { MOMENTS } from '../cells/moments.ts';
import { SUBJECTS } from '../cells/subjects.ts';
import type { Delivery } from './delivery.ts';
import { show } from './table.ts';

/** The picture's measures, in its own units. */
const SIZES = {
  column: 30,
  row: 15,
  /** The labels of the rows, at the left. */
  labels: 178,
  /** The names of the engines and of the ways of leaving. */
  head: 132,
  /** Between two engines. */
  engineGap: 18,
  /** Between two subjects. */
  subjectGap: 5,
  /** The legend. */
  foot: 42,
} as const;

/** The outcomes as a heat map: a row for each subject and moment, a block of ways of leaving for each engine. */
export function toSvg(delivery: Delivery): string {
  const { width, bottom, rows, blocks, place } = layOut(delivery);
  const height = bottom + SIZES.foot;
  const heads = blocks.flatMap(({ engine, x }) => {
    const ability = delivery.engines[engine];
    const version = ability && 'version' in ability ? ability.version : '(missing)';
    return drawHead(`${engine} ${version}`, x);
  });
  const cells = delivery.outcomes.map(outcome => drawCell(outcome, place(outcome)));

  return toPicture(
    {
      title: 'Which requests arrive when the page is left',
      inWords: inWords(delivery),
      width,
      height,
      fontSize: 10,
    },
    [...heads, ...rows.map(drawLabel), ...cells, ...drawLegend(bottom)],
  );
}

/** Where everything is. */
interface Layout {
  width: number;
  /** Where the rows end and the legend begins. */
  bottom: number;
  rows: readonly Row[];
  blocks: readonly { engine: EngineName; x: number }[];
  place(cell: Cell): { x: number; y: number };
}

interface Row extends Pick<Cell, 'subject' | 'moment'> {
  y: number;
  /** The first of its subject. */
  isFirst: boolean;
}

const columns: readonly ExitName[] = conditions.plain.exits;

/** A row for each subject and moment, a block of columns for each engine. */
function layOut({ engines, outcomes }: Delivery): Layout {
  const rows = new Map<string, Row>();
  let last: Row | undefined;
  let bottom: number = SIZES.head;
  for (const { subject, moment } of outcomes) {
    if (rows.has(`${subject} ${moment}`)) continue;
    const isFirst = subject !== last?.subject;
    if (last && isFirst) bottom += SIZES.subjectGap;
    last = { subject, moment, y: bottom, isFirst };
    rows.set(`${subject} ${moment}`, last);
    bottom += SIZES.row;
  }
  const left = (block: number) =>
    SIZES.labels + block * (columns.length * SIZES.column + SIZES.engineGap);
  const names = Object.keys(engines) as EngineName[];

  return {
    width: left(names.length),
    bottom,
    rows: [...rows.values()],
    blocks: names.map((engine, block) => ({ engine, x: left(block) })),
    place: ({ engine, exit, subject, moment }) => ({
      x: left(names.indexOf(engine)) + columns.indexOf(exit) * SIZES.column,
      y: rows.get(`${subject} ${moment}`)?.y ?? 0,
    }),
  };
}

/** An engine's name, and over each of its columns the way of leaving. */
function drawHead(engine: string, left: number): string[] {
  const y = SIZES.head - 8;
  const names = columns.map((exit, column) => {
    const x = left + column * SIZES.column + 18;
    return drawText(x, y, exit, `transform="rotate(-55 ${x} ${y})"`);
  });
  return [drawText(left, 20, engine, 'font-weight="600" font-size="12"'), ...names];
}

/** What a row is about: its moment, and where its subject begins the subject. */
function drawLabel({ subject, moment, y, isFirst }: Row): string {
  const title = isFirst ? drawText(8, y + 11, SUBJECTS[subject].title, 'font-weight="600"') : '';
  return title + drawText(SIZES.labels - 8, y + 11, moment, 'text-anchor="end"');
}

/** One outcome: a box, and what is in it. */
function drawCell(outcome: Outcome, { x, y }: { x: number; y: number }): string {
  if ('reason' in outcome) return drawBox(x, y, '#f3f4f6');
  const share = outcome.runs === 0 ? 0 : outcome.arrived / outcome.runs;
  const box = drawBox(x, y, colorOf(share));
  // Only what is less than all has a number, so that it is what meets the eye.
  if (share === 1 && outcome.duplicates === 0) return box;
  const label = outcome.duplicates > 0 ? show(outcome) : `${outcome.arrived}`;
  const style = `text-anchor="middle" font-size="9" fill="${inkOn(share)}"`;
  return `${box}${drawText(x + SIZES.column / 2 - 1, y + 10.5, label, style)}`;
}

const SHARES = [
  { share: 1, name: 'every run' },
  { share: 0.75, name: 'most' },
  { share: 0.25, name: 'few' },
  { share: 0, name: 'none' },
];
const STEP = 120;

/** What the colours and the numbers mean, below the rows. */
function drawLegend(bottom: number): string[] {
  const left = (index: number) => SIZES.labels + index * STEP;
  const boxes = SHARES.map(({ share, name }, index) => {
    const box = drawBox(left(index), bottom + 14, colorOf(share));
    return `${box}${drawText(left(index) + SIZES.column + 4, bottom + 25, name)}`;
  });
  const numbers = 'Numbers: how many of the runs arrived. Blank: cannot be run there.';
  return [...boxes, drawText(left(SHARES.length), bottom + 25, numbers)];
}

/** The box of one cell. */
function drawBox(x: number, y: number, color: string): string {
  return `<rect x="${x}" y="${y}" width="${SIZES.column - 2}" height="${SIZES.row - 2}" rx="2" fill="${color}"/>`;
}

/** The picture in words. */
function inWords({ outcomes, runs }: Delivery): string {
  const counted = outcomes.flatMap(outcome => ('runs' in outcome ? [outcome] : []));
  const parts = (['sendoff', 'keepalive', 'beacon'] as const).map(subject => {
    const own = counted.filter(outcome => outcome.subject === subject);
    const whole = own.filter(({ arrived, runs }) => arrived === runs);
    return `${SUBJECTS[subject].title}: ${whole.length} of ${own.length} cells deliver every run`;
  });
  return `${runs} runs for each subject, moment (${Object.keys(MOMENTS).join(', ')}) and way of leaving. ${parts.join('. ')}.`;
}
