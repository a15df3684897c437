import { expect, test } from 'vitest';
import type { Delivery } from '../../../bench/peers/parts/delivery.ts';
import type { Growth } from '../../../bench/peers/parts/growth.ts';
import type { Size } from '../../../bench/peers/parts/size.ts';
import type { Stored } from '../../../bench/peers/parts/stored.ts';
import { slopeOf } from '../../../bench/peers/report/growth.ts';
import { toMarkdown } from '../../../bench/peers/report/toMarkdown.ts';
import { verdicts } from '../../../bench/peers/report/verdicts.ts';

const DATE = '2026-11-29';
const size = (peer: Size['peer'], brotli: number): Size => ({
  peer,
  version: '1.0.0',
  min: 3 * brotli,
  gzip: brotli,
  brotli,
  onDemand: 0,
});
const delivered = (peer: Delivery['peer'], arrived: number, duplicates = 0): Delivery => ({
  engine: 'firefox',
  cell: 'close-parsing',
  peer,
  runs: 50,
  arrived,
  duplicates,
});
const grown = (count: number, ms: number, after = 0): Growth => ({
  what: 'triggers',
  count,
  ms,
  waiting: 1,
  after,
  listeners: 0,
  requests: 0,
  events: 0,
  bytes: 0,
});
const kept = (peer: Stored['peer'], delivered: number, duplicates = 0): Stored => ({
  peer,
  engine: 'chromium',
  cell: 'killed',
  runs: 2,
  sent: 20,
  delivered,
  duplicates,
});
const said = (benchmarks: Parameters<typeof verdicts>[0]) => verdicts(benchmarks).join('\n');

test('a smaller peer of two transports is named, one of a single transport is not', () => {
  const rows = [size('sendoff-tag', 5000), size('plausible', 2000), size('datadog', 4000)];
  expect(said({ size: { date: DATE, rows } })).toMatch(
    /two transports or more: does not hold.*smaller: @datadog\/browser-logs\.$/,
  );
});

test('a peer that must load more before it can send is as large as all of it', () => {
  const rows = [size('sendoff-tag', 5000), size('segment', 2000)];
  const boot = { peer: 'segment', loaded: 9000 } as never;
  expect(said({ size: { date: DATE, rows } })).toContain('does not hold');
  expect(said({ size: { date: DATE, rows }, boot: { date: DATE, rows: [boot] } })).toContain(
    'more: holds',
  );
});

test('a smaller peer counts only where it survives the close in every run', () => {
  const rows = [size('sendoff', 4500), size('plausible', 2000)];
  const beside = (arrived: number) => ({
    size: { date: DATE, rows },
    delivery: { date: DATE, rows: [delivered('sendoff', 50), delivered('plausible', arrived)] },
  });
  expect(said(beside(50))).toMatch(/survives a tab closed while it loads: does not hold/);
  expect(said(beside(49))).toMatch(/survives a tab closed while it loads: holds/);
});

test('a cell in which a peer delivers more than sendoff is named', () => {
  const rows = [delivered('sendoff', 40), delivered('plausible', 41), delivered('bare-fetch', 50)];
  expect(said({ delivery: { date: DATE, rows } })).toMatch(
    /does not hold.*Less than the best: firefox `close-parsing` \(40 of 50, the best peer 41\)/,
  );
});

test('a cell in which all engines say the same is named once', () => {
  const rows = (['chromium', 'firefox'] as const).flatMap(engine => [
    { ...delivered('sendoff', 50), engine },
    { ...delivered('plausible', 7), engine },
  ]);
  expect(said({ delivery: { date: DATE, rows } })).toContain(
    'More than every peer: chromium, firefox `close-parsing` (50 of 50, the best peer 7).',
  );
});

test('whether a peer survives the close with an event that waits for the load event is said', () => {
  const beside = (arrived: number) => {
    const late = { ...delivered('plausible', arrived), cell: 'close-loading' as const };
    const rows = [delivered('sendoff', 50), delivered('plausible', 50), late];
    return { size: { date: DATE, rows: [size('sendoff', 4500)] }, delivery: { date: DATE, rows } };
  };
  const NOBODY = 'One that was to be sent after the load event survives it with no peer.';
  expect(said(beside(0))).toContain(NOBODY);
  expect(said(beside(1))).not.toContain(NOBODY);
});

test('an event that the outbox loses or repeats is no pass, one of a peer is told beside', () => {
  const found = (delivered: number, duplicates: number) =>
    said({
      stored: {
        date: DATE,
        rows: [kept('sendoff-outbox', delivered, duplicates), kept('sentry', 19, 3)],
      },
    });
  expect(found(20, 0)).toMatch(
    /once: holds\.\*\* Of 20 events each: sendoff\/outbox 20, @sentry\/browser 19 \(and 3 too often\)\.$/,
  );
  expect(found(19, 0)).toContain('once: does not hold');
  expect(found(20, 1)).toMatch(/once: does not hold.*sendoff\/outbox 20 \(and 1 too often\)/);
});

test('the table of what is stored has lost and repeated events, and cells that were not measured', () => {
  const rows = [kept('sendoff-outbox', 20), kept('sentry', 19, 3)];
  const lines = toMarkdown({ stored: { date: DATE, rows } })
    .split('\n')
    .filter(line => /^\| (sendoff\/outbox|@sentry\/browser) .*`/.test(line))
    .map(line => line.split('|').map(cell => cell.trim()));
  expect(lines.map(([, peer, , ...cells]) => [peer, ...cells])).toEqual([
    ['sendoff/outbox', '–', '20/20', '–', ''],
    ['@sentry/browser', '–', '19/20 +3', '–', ''],
  ]);
});

test('the slope is that of the logarithms from a hundred on', () => {
  const rows = [grown(1, 5), grown(100, 1), grown(1000, 10), grown(10_000, 100)];
  expect(slopeOf(rows, 'triggers')).toBe(1);
  expect(slopeOf([grown(100, 1), grown(1000, 100)], 'triggers')).toBe(2);
});

test('a heap that does not come back is no pass', () => {
  const rows = [grown(100, 1), grown(1000, 10)];
  const events = rows.map(row => ({ ...row, what: 'events' as const }));
  const found = (after: number) =>
    said({ growth: { date: DATE, rows: [...rows, ...events, grown(10_000, 100, after)] } });
  expect(found(0.9)).toContain('is left: holds');
  expect(found(1.1)).toContain('is left: does not hold');
});

test('a peer that no page can load stays in the tables, with the reason', () => {
  const rows = [delivered('sendoff', 50)];
  expect(toMarkdown({ delivery: { date: DATE, rows } })).toMatch(
    /^\| workbox-background-sync +\| runs in a service worker/m,
  );
});
