import { drawText, toPicture } from '../../report/picture.ts';
import { alignTable } from '../../report/table.ts';
import type { Growth, What } from '../parts/growth.ts';
import type { Found } from './benchmarks.ts';

const TITLE = 'Time for many in one task, both axes logarithmic';

const METHOD = `Chromium, a fresh page for each figure, the run of three whose time is the median; what is left in the end is the worst of the three. **Triggers** wait for the page to be hidden, and each is
taken back by its own signal; **events** are pushed into a \`sendoff/queue\` with its defaults, and flushed. **Time**: for all of them in one
task. **Heap**: after a collection, more than before: while they wait, and when all is over and each receipt is there. **Listeners**:
those that are left then. **Requests** and bytes are counted at the server, with their headers. The slope is that of a line through
the logarithms from 100 on: 1 is proportional.`;

/** From here on what a first call makes is no more to be seen. */
const SLOPE_FROM = 100;

export function growthSection({ date, rows }: Found<Growth>): string {
  const table = alignTable(
    ['', 'time', 'heap, waiting', 'heap, after', 'listeners', 'requests', 'events', 'bytes'],
    rows.map(row => [
      `${figure(row.count)} ${row.what}`,
      `${figure(row.ms)} ms`,
      `${row.waiting} MB`,
      `${row.after} MB`,
      `${row.listeners}`,
      figure(row.requests),
      figure(row.events),
      figure(row.bytes),
    ]),
  );
  return `## Growth

![${TITLE}](benchmarks-growth.svg)

${table}

Measured on ${date}. ${METHOD}`;
}

/** How time grows with number, on logarithmic axes. */
export function slopeOf(rows: readonly Growth[], what: What): number {
  const points = rows
    .filter(row => row.what === what && row.count >= SLOPE_FROM)
    .map(({ count, ms }) => [Math.log10(count), Math.log10(ms)] as const);
  const mean = (values: readonly number[]) =>
    values.reduce((all, value) => all + value, 0) / values.length;
  const [x, y] = [mean(points.map(([x]) => x)), mean(points.map(([, y]) => y))];
  const slope =
    points.reduce((all, [px, py]) => all + (px - x) * (py - y), 0) /
    points.reduce((all, [px]) => all + (px - x) ** 2, 0);
  return Math.round(slope * 100) / 100;
}

const COLORS: Readonly<Record<What, string>> = { triggers: '#2f6fab', events: '#b8860b' };
/** The picture's measures, in its own units: a decade is as long on both axes. */
const SIZES = { left: 70, top: 40, decade: 90, foot: 40, right: 200 } as const;
const X_DECADES = 5;
const Y_FROM = -2;
const Y_DECADES = 6;

export function growthPicture({ rows }: Found<Growth>): string {
  const width = SIZES.left + X_DECADES * SIZES.decade + SIZES.right;
  const height = SIZES.top + Y_DECADES * SIZES.decade * 0.6 + SIZES.foot;
  const bottom = height - SIZES.foot;
  const x = (count: number) => SIZES.left + Math.log10(count) * SIZES.decade;
  const y = (ms: number) =>
    Math.round((bottom - (Math.log10(Math.max(ms, 0.01)) - Y_FROM) * SIZES.decade * 0.6) * 10) / 10;
  const columns = Array.from({ length: X_DECADES + 1 }, (_, power) => 10 ** power);
  const levels = Array.from({ length: Y_DECADES + 1 }, (_, power) => 10 ** (power + Y_FROM));
  const grid = [
    ...columns.map(
      count =>
        `<path d="M${x(count)} ${SIZES.top}V${bottom}" stroke="#d0d7de"/>${drawText(x(count), bottom + 16, figure(count), 'text-anchor="middle"')}`,
    ),
    ...levels.map(
      ms =>
        `<path d="M${SIZES.left} ${y(ms)}H${x(10 ** X_DECADES)}" stroke="#d0d7de"/>${drawText(SIZES.left - 8, y(ms) + 4, `${figure(ms)} ms`, 'text-anchor="end"')}`,
    ),
  ];
  const whats = [...new Set(rows.map(({ what }) => what))];
  const lines = whats.map(what => {
    const own = rows.filter(row => row.what === what);
    const points = own.map(({ count, ms }) => `${x(count)},${y(ms)}`);
    const end = own.at(-1) as Growth;
    const label = `${what}, slope ${slopeOf(rows, what)}`;
    return `<polyline points="${points.join(' ')}" fill="none" stroke="${COLORS[what]}" stroke-width="2"/>${drawText(x(end.count) + 8, y(end.ms) + 4, label)}`;
  });
  const inWords = whats
    .map(what => {
      const own = rows.filter(row => row.what === what);
      return `${what}: ${own.map(({ count, ms }) => `${figure(count)} in ${figure(ms)} ms`).join(', ')}`;
    })
    .join('. ');
  return toPicture({ title: TITLE, inWords: `${inWords}.`, width, height }, [
    drawText(8, 20, TITLE, 'font-weight="600" font-size="12"'),
    ...grid,
    ...lines,
  ]);
}

const figure = (value: number) => value.toLocaleString('en');
