import { existsSync } from 'node:fs';
import { appendFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createApp } from '../../demo-server/app.ts';
import type { Entry } from '../../demo-server/formats/entry.ts';
import { createOutage } from '../../demo-server/log/createOutage.ts';
import { openLog } from '../../demo-server/log/openLog.ts';
import { readTail } from '../../demo-server/log/readTail.ts';
import { newFolder } from '../newFolder.ts';

const entry = (request: number): Entry => ({
  time: '2026-01-02T03:04:05.678Z',
  event: 'gone',
  request,
  after: 1,
});

test('entries are written in order, each in one line', async () => {
  const file = join(await newFolder(), 'a', 'b', 'log.ndjson');
  const log = openLog({ file });
  await Promise.all(Array.from({ length: 100 }, (_, index) => log.write(entry(index))));
  const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
  expect(lines.map(line => JSON.parse(line).request)).toEqual([...Array(100).keys()]);
});

test('no character of an entry can end its line, for any reader', async () => {
  const file = join(await newFolder(), 'log.ndjson');
  const log = openLog({ file });
  const reason = 'a\nb\rc\u0000d\u001b[31me\u2028f\u2029g\u0085h\u202ei\u{e0001}j\ud800';
  const refused: Entry = { time: '', event: 'refused', request: 1, status: 400, reason };
  await log.write(refused);
  const text = await readFile(file, 'utf8');
  expect(text.trimEnd()).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
  expect(JSON.parse(text)).toEqual(refused);
});

test('a log that was cut off in a line goes on in the next', async () => {
  const file = join(await newFolder(), 'log.ndjson');
  await writeFile(file, `${JSON.stringify(entry(1))}\n{"event":"gone","requ`);
  const log = openLog({ file });
  expect(log.past).toEqual([entry(1)]);
  await log.write(entry(2));
  await log.write(entry(3));
  expect(readTail([file]).entries).toEqual([entry(1), entry(2), entry(3)]);
});

test('a line that is no entry is passed over', async () => {
  const file = join(await newFolder(), 'log.ndjson');
  await writeFile(file, `null\n7\n{}\nnonsense\n\n${JSON.stringify(entry(1))}\n`);
  expect(readTail([file]).entries).toEqual([entry(1)]);
});

test('only the end of a large log is read', async () => {
  const file = join(await newFolder(), 'log.ndjson');
  const line = `${JSON.stringify(entry(1))}\n`;
  await writeFile(file, line.repeat(100));
  expect(readTail([file], line.length * 10 + 5).entries).toHaveLength(10);
});

test('the end of a log in two files may begin within a character', async () => {
  const folder = await newFolder();
  const files = ['log.ndjson.1', 'log.ndjson'].map(name => join(folder, name));
  const texts = ['one', '你好'].map(note => `${JSON.stringify({ ...entry(1), note })}\n`);
  for (const [n, file] of files.entries()) await writeFile(file, texts[n] as string);
  const whole = Buffer.byteLength(texts[1] as string);
  for (let limit = 1; limit <= whole + 5; limit++)
    expect(readTail(files, limit).entries.length, `${limit}`).toBe(limit < whole ? 0 : 1);
});

test('a log that cannot be written is reported, and heals', async () => {
  const folder = await newFolder();
  const file = join(folder, 'logs', 'log.ndjson');
  const complaints: string[] = [];
  const log = openLog({ file, complain: message => complaints.push(message) });
  // A folder of the file's name fails for every user, root too.
  await mkdir(file);
  await log.write(entry(1));
  await log.write(entry(1));
  expect(complaints).toEqual([expect.stringContaining('The log cannot be written: EISDIR')]);
  await rm(file, { recursive: true });
  await log.write(entry(2));
  expect(readTail([file]).entries).toEqual([entry(2)]);
  expect(complaints.slice(1)).toEqual(['The log can be written again. Lines lost: 2']);
});

test('a log that stays unwritable is reported now and then, with what is lost', () => {
  const said: string[] = [];
  let now = 0;
  const outage = createOutage(
    message => said.push(message),
    () => now,
  );
  for (now = 0; now < 25_000; now += 1000) outage.lost(2, new Error('full'));
  expect(said).toEqual([
    'The log cannot be written: full. Serving goes on, lines lost: 2',
    'The log cannot be written: full. Serving goes on, lines lost: 22',
    'The log cannot be written: full. Serving goes on, lines lost: 42',
  ]);
  outage.over();
  outage.over();
  expect(said.slice(3)).toEqual(['The log can be written again. Lines lost: 50']);
});

test.runIf(existsSync('/dev/full'))('a full device is reported', async () => {
  const complaints: string[] = [];
  const log = openLog({ file: '/dev/full', complain: message => complaints.push(message) });
  await log.write(entry(1));
  expect(complaints).toEqual([expect.stringContaining('ENOSPC')]);
});

const line = JSON.stringify(entry(1)).length + 1;
const requests = async (file: string) =>
  readTail([file], 10_000).entries.map(({ request }) => request);

test('a full log is rotated, and the oldest file goes', async () => {
  const folder = await newFolder();
  const file = join(folder, 'log.ndjson');
  const log = openLog({ file, size: 2 * line, kept: 2 });
  for (let number = 1; number <= 9; number += 1) await log.write(entry(number));
  expect((await readdir(folder)).sort()).toEqual(['log.ndjson', 'log.ndjson.1', 'log.ndjson.2']);
  expect(log.list()).toEqual([`${file}.2`, `${file}.1`, file]);
  expect(await requests(`${file}.2`)).toEqual([5, 6]);
  expect(await requests(`${file}.1`)).toEqual([7, 8]);
  expect(await requests(file)).toEqual([9]);
});

test('a rotated log goes on after a restart with all that its files hold', async () => {
  const file = join(await newFolder(), 'log.ndjson');
  const log = openLog({ file, size: 2 * line, kept: 2 });
  for (let number = 1; number <= 5; number += 1) await log.write(entry(number));
  const again = openLog({ file, size: 2 * line, kept: 2 });
  expect(again.past.map(({ request }) => request)).toEqual([1, 2, 3, 4, 5]);
  expect(again.range()).toEqual({ first: 0, end: 5 });
});

test('a full log is emptied where nothing is to be kept', async () => {
  const folder = await newFolder();
  const file = join(folder, 'log.ndjson');
  const log = openLog({ file, size: 2 * line, kept: 0 });
  for (let number = 1; number <= 5; number += 1) await log.write(entry(number));
  expect(await readdir(folder)).toEqual(['log.ndjson']);
  expect(await requests(file)).toEqual([5]);
});

test('a rotated log is downloaded whole', async () => {
  const log = join(await newFolder(), 'log.ndjson');
  const app = await createApp({ log, logSize: 1000, logFiles: 9 });
  onTestFinished(() => app.close());
  for (let count = 0; count < 20; count += 1) await app.inject('/collect');
  const { payload } = await app.inject('/log');
  const numbers = payload
    .trimEnd()
    .split('\n')
    .map(text => JSON.parse(text).request);
  expect(numbers).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
});

test('the server serves while its log cannot be written', async () => {
  const folder = await newFolder();
  await writeFile(join(folder, 'file'), '');
  const said: unknown[] = [];
  const error = console.error;
  console.error = message => said.push(message);
  onTestFinished(() => {
    console.error = error;
  });
  const app = await createApp({ log: join(folder, 'file', 'log.ndjson') });
  onTestFinished(() => app.close());
  expect((await app.inject({ method: 'POST', url: '/collect' })).statusCode).toBe(204);
  expect(said.join()).toContain('The log cannot be written');
});

test('duplicates, gaps and numbers go on after a restart', async () => {
  const log = join(await newFolder(), 'log.ndjson');
  const run = async (...urls: string[]) => {
    const app = await createApp({ log });
    for (const url of urls) await app.inject(url);
    await app.close();
  };
  await run('/collect?sendoff=p.1.img.load', '/collect?sendoff=p.2.img.load');
  await appendFile(log, '{"torn');
  await run('/collect?sendoff=p.2.img.load', '/collect?sendoff=p.4.img.load');
  const { entries } = readTail([log]);
  expect(entries.map(({ request }) => request)).toEqual([1, 2, 3, 4]);
  expect(entries[2]).toMatchObject({ duplicate: true });
  expect(entries[3]).toMatchObject({ missing: [3] });
});

test('the log may be moved away while the server runs', async () => {
  const file = join(await newFolder(), 'log.ndjson');
  const log = openLog({ file });
  await log.write(entry(1));
  await rm(file);
  await log.write(entry(2));
  expect(readTail([file]).entries).toEqual([entry(2)]);
});

test('the folder of the log may be moved away while the server runs', async () => {
  const folder = join(await newFolder(), 'logs');
  const file = join(folder, 'log.ndjson');
  const complaints: string[] = [];
  const log = openLog({ file, complain: message => complaints.push(message) });
  await log.write(entry(1));
  await rm(folder, { recursive: true });
  await log.write(entry(2));
  expect(complaints).toEqual([]);
  expect(readTail([file]).entries).toEqual([entry(2)]);
});
