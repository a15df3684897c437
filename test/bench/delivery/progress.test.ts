import { appendFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import type { Visit } from '../../../bench/delivery/cells/visits.ts';
import { openProgress } from '../../../bench/delivery/progress/openProgress.ts';
import { showProgress } from '../../../bench/progress/showProgress.ts';
import { newFolder } from '../../newFolder.ts';

const by = { build: 'b1', version: 'v1' };
const page = {
  engine: 'chromium',
  condition: 'plain',
  exit: 'link',
  subject: 'beacon',
  run: 1,
} as const;
const visit: Visit = { ...page, moments: ['now', 'hidden'] };
const visited = { ...page, ...by, arrivals: { now: 1, hidden: 0 } };
let folder: string;
beforeEach(async () => {
  folder = await newFolder();
});

test('an interrupted run resumes from what it has written, also after half a line', async () => {
  const file = join(folder, 'new', 'interrupted.ndjson');
  await (await openProgress(file)).add([visited]);
  await appendFile(file, '{"engine":"chromium","exit":"li');
  const again = await openProgress(file);
  expect(again.found(visit, by)).toEqual(visited);
  await again.add([{ ...visited, run: 2 }]);
  const third = await openProgress(file);
  expect(third.found({ ...visit, run: 2 }, by)?.run).toBe(2);
  expect(third.found({ ...visit, run: 3 }, by)).toBeUndefined();
});

test('results of another build, browser or page are not reused', async () => {
  const file = join(folder, 'other.ndjson');
  await writeFile(file, `${JSON.stringify(visited)}\n`);
  const { found } = await openProgress(file);
  expect(found(visit, by)).toEqual(visited);
  expect(found(visit, { ...by, build: 'b2' })).toBeUndefined();
  expect(found(visit, { ...by, version: 'v2' })).toBeUndefined();
  expect(found({ ...visit, moments: ['now'] }, by)).toBeUndefined();
  expect(found({ ...visit, exit: 'close' }, by)).toBeUndefined();
});

test('a fresh run forgets the results that it is about to replace, and no others', async () => {
  const file = join(folder, 'fresh.ndjson');
  const other = { ...visited, exit: 'close' } as const;
  const progress = await openProgress(file);
  await progress.add([visited, other, { ...visited, build: 'b0' }]);
  await progress.forget([visit]);
  for (const { found } of [progress, await openProgress(file)]) {
    expect(found(visit, by)).toBeUndefined();
    expect(found(visit, { ...by, build: 'b0' })).toBeUndefined();
    expect(found({ ...visit, exit: 'close' }, by)).toEqual(other);
  }
});

test('the time left is estimated from this run, not from earlier results', () => {
  let time = 0;
  const show = showProgress(1100, 100, () => time);
  expect(show(0, 'done already')).toBe('100 of 1,100  0:00 gone, about 0:00 left  done already');
  time = 60_000;
  expect(show(250, 'link')).toBe('350 of 1,100  1:00 gone, about 3:00 left  link');
});
