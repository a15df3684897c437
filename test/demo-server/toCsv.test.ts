import { expect, test } from 'vitest';
import { csvHeader, toCsv } from '../../demo-server/formats/toCsv.ts';
import { startServer } from './startServer.ts';

const refused = { time: 't', event: 'refused', request: 7, status: 400, reason: 'Why' } as const;
const columns = csvHeader.trimEnd().split(',');

/** The cell of a row that needs no quotes. */
const cell = (row: string, name: string) => row.trimEnd().split(',')[columns.indexOf(name)];

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '＝1', '＋1', '－1', '＠A1', '\tx', '\rx'])(
  '%j is no formula',
  text => {
    expect(toCsv({ ...refused, reason: text })).toContain(`'${text}`);
  },
);

// Where a comma is the decimal separator, spreadsheets part a row at its semicolons and line ends, also where
// these are between a comma's quotes.
test.each([
  ';=1+1',
  'a;+1',
  'a;-1',
  'a,"b";@SUM(A1)',
  'a\t=1',
  ';;=1',
  '=1;=2',
  'a\n=1+1;b',
  'a\r\n+1',
  'a\n\n-1',
  'a;"=1+1;b',
  'a\n""@SUM(A1)',
  'a;＝1',
  'a\n＋1',
  'a;"－1',
  'a\t＠SUM(A1)',
])('%j is no formula where a semicolon parts the cells', text => {
  const cells = toCsv({ ...refused, reason: text }).split(/[;\t\r\n]/);
  expect(cells.slice(1).filter(part => /^"*[=+@\-＝＋－＠]/.test(part))).toEqual([]);
  expect(cells.join('')).toContain("'");
});

test('a semicolon before anything else stays alone', () => {
  const reason = 'Mozilla/5.0 (X11; Linux; rv:153.0; +https://example.com) text/html;q=0.8';
  expect(toCsv({ ...refused, reason })).toContain(reason);
});

test('a cell cannot end its row, nor its own quotes', () => {
  const row = toCsv({ ...refused, reason: 'a,"b"\r\nc,d' });
  expect(row).toContain('"a,""b""\r\nc,d"');
});

test('a row names what is in the log', () => {
  const tag = { id: 'p.2', page: 'p', n: 2, via: 'img', when: 'load' } as const;
  const row = toCsv({ time: 't', event: 'gone', request: 7, tag, after: 5 });
  const cells = ['event', 'request', 'page', 'n', 'moment', 'after'].map(name => cell(row, name));
  expect(cells).toEqual(['gone', '7', 'p', '2', 'load', '5']);
});

test('the whole log can be had as CSV, whatever it holds', async () => {
  const server = await startServer();
  const empty = await server.app.inject('/log.csv');
  expect(empty.payload).toBe(csvHeader);
  await server.app.inject({ method: 'POST', url: '/collect?a==1', payload: '=cmd|x' });
  await server.app.inject('/nowhere');
  const { headers, payload } = await server.app.inject('/log.csv');
  expect(headers['content-type']).toBe('text/csv; charset=utf-8');
  expect(headers['content-disposition']).toBe('attachment; filename="requests.csv"');
  const [head, first, second, rest] = payload.split('\r\n');
  expect(`${head}\r\n`).toBe(csvHeader);
  expect(first).toContain("'=cmd|x");
  expect(second).toContain('There is nothing here');
  expect(rest).toBe('');
});
