import type { EngineName } from '../../../setup/locate.ts';
import type { Outcome } from '../cells/cell.ts';
import { exits } from '../cells/exits.ts';
import { moments } from '../cells/moments.ts';
import { subjects } from '../cells/subjects.ts';
import type { Delivery } from './delivery.ts';
import { show } from './show.ts';

const COLUMN = 30;
const ROW = 15;
const LABELS = 178;
const HEAD = 132;
const GAP = 18;
const FOOT = 42;

const names = Object.keys(exits);
const columnOf = new Map(names.map((name, index) => [name, index]));

/** The outcomes as a heat map: a row for each subject and moment, a block of ways of leaving for each engine. */
export function toSvg({ engines, outcomes, runs }: Delivery): string {
  const blocks = Object.entries(engines);
  const rows = [...new Set(outcomes.map(({ subject, moment }) => `${subject} ${moment}`))];
  const top = new Map<string, number>();
  let height = HEAD;
  for (const [index, row] of rows.entries()) {
    // A little room between subjects.
    if (index > 0 && subjectOf(row) !== subjectOf(rows[index - 1] as string)) height += 5;
    top.set(row, height);
    height += ROW;
  }
  const left = (block: number) => LABELS + block * (names.length * COLUMN + GAP);
  const width = left(blocks.length);
  const blockOf = new Map(blocks.map(([name], index) => [name as EngineName, index]));

  const cells = outcomes.map(outcome => {
    const x = left(blockOf.get(outcome.engine) ?? 0) + (columnOf.get(outcome.exit) ?? 0) * COLUMN;
    return drawCell(outcome, x, top.get(`${outcome.subject} ${outcome.moment}`) ?? 0);
  });
  const labels = rows.map((row, index) => {
    const y = (top.get(row) ?? 0) + 11;
    const subject = subjectOf(row);
    const first = index === 0 || subject !== subjectOf(rows[index - 1] as string);
    const name = first ? text(8, y, subjects[subject].title, 'font-weight="600"') : '';
    return name + text(LABELS - 8, y, row.slice(subject.length + 1), 'text-anchor="end"');
  });
  const heads = blocks.flatMap(([name, ability], block) => [
    text(
      left(block),
      20,
      `${name} ${'version' in ability ? ability.version : '(missing)'}`,
      'font-weight="600" font-size="12"',
    ),
    ...names.map((exit, column) => {
      const x = left(block) + column * COLUMN + 18;
      return text(x, HEAD - 8, exit, `transform="rotate(-55 ${x} ${HEAD - 8})"`);
    }),
  ]);
  const legend = [1, 0.75, 0.25, 0].map((share, index) => {
    const x = LABELS + index * 120;
    const name = share === 1 ? 'every run' : share === 0 ? 'none' : share > 0.5 ? 'most' : 'few';
    return `${rect(x, height + 14, fill(share))}${text(x + COLUMN + 4, height + 25, name)}`;
  });

  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height + FOOT}" width="${width}" height="${height + FOOT}" role="img" aria-labelledby="title desc" font-family="system-ui, sans-serif" font-size="10">
<title id="title">Which requests arrive when the page is left</title>
<desc id="desc">${xml(inWords(outcomes, runs))}</desc>
<rect width="100%" height="100%" rx="6" fill="#ffffff"/>
<g fill="#24292f">
${[...heads, ...labels].join('\n')}
</g>
${cells.join('\n')}
<g fill="#24292f">
${legend.join('\n')}
${text(LABELS + 480, height + 25, 'Numbers: how many of the runs arrived. Blank: cannot be run there.')}
</g>
</svg>
`;
}

function drawCell(outcome: Outcome, x: number, y: number): string {
  if ('reason' in outcome) return rect(x, y, '#f3f4f6');
  const share = outcome.runs === 0 ? 0 : outcome.arrived / outcome.runs;
  const box = rect(x, y, fill(share));
  // Only what is less than all has a number, so that it is what meets the eye.
  if (share === 1 && outcome.duplicates === 0) return box;
  const label = outcome.duplicates > 0 ? show(outcome) : `${outcome.arrived}`;
  const ink = share > 0 && share < 1 ? '#24292f' : '#ffffff';
  return `${box}${text(x + COLUMN / 2 - 1, y + 10.5, label, `text-anchor="middle" font-size="9" fill="${ink}"`)}`;
}

/** Blue for all, from yellow to orange for some, dark red for none: told apart without red and green. */
function fill(share: number): string {
  if (share === 1) return '#2f6fab';
  if (share === 0) return '#8c2d19';
  return `hsl(${Math.round(22 + share * 28)} 90% ${Math.round(58 + share * 20)}%)`;
}

function rect(x: number, y: number, color: string): string {
  return `<rect x="${x}" y="${y}" width="${COLUMN - 2}" height="${ROW - 2}" rx="2" fill="${color}"/>`;
}

function text(x: number, y: number, value: string, attributes = ''): string {
  return `<text x="${x}" y="${y}"${attributes && ` ${attributes}`}>${xml(value)}</text>`;
}

function subjectOf(row: string): keyof typeof subjects {
  return row.split(' ')[0] as keyof typeof subjects;
}

function inWords(outcomes: readonly Outcome[], runs: number): string {
  const counted = outcomes.flatMap(outcome => ('runs' in outcome ? [outcome] : []));
  const parts = (['sendoff', 'keepalive', 'beacon'] as const).map(subject => {
    const own = counted.filter(outcome => outcome.subject === subject);
    const whole = own.filter(({ arrived, runs }) => arrived === runs);
    return `${subjects[subject].title}: ${whole.length} of ${own.length} cells deliver every run`;
  });
  return `${runs} runs for each subject, moment (${Object.keys(moments).join(', ')}) and way of leaving. ${parts.join('. ')}.`;
}

function xml(value: string): string {
  return value.replace(/[&<>"]/g, mark => `&#${mark.charCodeAt(0)};`);
}
