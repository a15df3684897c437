import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { losses } from '../docs/losses/losses.js';
import { newFolder } from './newFolder.ts';

const CHROME =
  'Mozilla/5.0 (X11) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0 Safari/537.36';
const FIREFOX = 'Mozilla/5.0 (X11; rv:153.0) Gecko/20100101 Firefox/153.0';

/** A line of the log: `page.n.via.when` is its tag. */
function received(day: number, agent: string, text: string, more: object = {}): string {
  const [page, n, via, when] = text.split('.');
  const tag = { id: `${page}.${n}`, page, n: Number(n), via, when };
  const time = `2026-11-${day}T23:59:59.000Z`;
  return JSON.stringify({ time, event: 'received', request: 1, query: {}, tag, agent, ...more });
}

const OLDER = [
  // A full disk has cut this one off.
  received(23, CHROME, 'z.9.fetch.now').slice(0, -20),
  received(23, CHROME, 'a.1.fetch.now'),
  received(23, CHROME, 'a.4.beacon.hidden'),
  received(23, CHROME, 'a.4.beacon.hidden', { duplicate: true, missing: [2, 3] }),
  received(23, CHROME, 'a.2.fetch.hidden', { query: { case: 'load' } }),
];
const NEWER = [
  received(24, CHROME, 'b.1.fetch.now', { query: { list: ['1', '2'] } }),
  received(24, FIREFOX, 'c.2.img.load'),
  '{"time":"2026-11-24T00:00:00.000Z","event":"received","request":9,"query":{"note":"untagged"}}',
  '{"time":"2026-11-24T00:00:00.000Z","event":"refused","request":9,"status":400,"reason":"no"}',
];

async function writeLog(newer: readonly string[] = NEWER): Promise<string> {
  const folder = await newFolder();
  await writeFile(join(folder, 'requests.ndjson.1'), `${OLDER.join('\n')}\n`);
  await writeFile(join(folder, 'requests.ndjson'), `${newer.join('\n')}\n`);
  return join(folder, 'requests.ndjson*');
}

test('the losses of a log are printed as three tables', async () => {
  const log = await writeLog();
  const { stdout } = await promisify(execFile)('node', ['docs/losses/losses.js', log]);
  expect(stdout.match(/│ \(index\) │ '?\w+/g)).toHaveLength(3);
});

test('the SQL counts gaps by day and browser, copies by transport, and what each page view sends', async () => {
  expect(await losses(await writeLog())).toEqual([
    [
      { day: '2026-11-23', browser: 'Chrome', pages: 1, came: 3, lost: 1 },
      { day: '2026-11-24', browser: 'Chrome', pages: 1, came: 1, lost: 0 },
      { day: '2026-11-24', browser: 'Firefox', pages: 1, came: 1, lost: 1 },
    ],
    [
      { via: 'beacon', moment: 'hidden', came: 1, copies: 1 },
      { via: 'fetch', moment: 'hidden', came: 1, copies: 0 },
      { via: 'fetch', moment: 'now', came: 2, copies: 0 },
      { via: 'img', moment: 'load', came: 1, copies: 0 },
    ],
    [
      {
        asked: 'hidden',
        browser: 'Chrome',
        came: 1,
        pages: 2,
        percent: 50,
        mostly: 'beacon at hidden',
      },
      {
        asked: 'load',
        browser: 'Chrome',
        came: 1,
        pages: 2,
        percent: 50,
        mostly: 'fetch at hidden',
      },
      { asked: 'load', browser: 'Firefox', came: 1, pages: 1, percent: 100, mostly: 'img at load' },
      { asked: 'now', browser: 'Chrome', came: 2, pages: 2, percent: 100, mostly: 'fetch at now' },
    ],
  ]);
});

test('a number that no page comes to makes no losses', async () => {
  const wild = [
    received(23, CHROME, 'd.999999999.fetch.now'),
    received(24, CHROME, 'e.999999999.fetch.now'),
  ];
  const [byDay] = await losses(await writeLog(wild));
  expect(byDay).toEqual([
    { day: '2026-11-23', browser: 'Chrome', pages: 2, came: 4, lost: 1 },
    { day: '2026-11-24', browser: 'Chrome', pages: 1, came: 1, lost: 0 },
  ]);
});
