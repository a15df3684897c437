import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { keepIn } from '../../../bench/peers/kept.ts';
import { PARTS, parseSelection } from '../../../bench/peers/selection.ts';
import { newFolder } from '../../newFolder.ts';

let folder: string;
beforeEach(async () => {
  folder = await newFolder();
});

/** Measures three peers in a run of its own, and says which ones; `broken` cannot be measured. */
async function run({ print = 'a', broken = '' } = {}): Promise<string[]> {
  const { each } = await keepIn(join(folder, 'bench.ndjson'), print, 'all', () => {});
  const measured: string[] = [];
  const steps = ['one', 'two', 'three'].map(peer => ({ peer }));
  const found = each(steps, async ({ peer }) => {
    if (peer === broken) throw new Error('The browser has gone.');
    measured.push(peer);
    return { length: peer.length };
  });
  if (broken) await expect(found).rejects.toThrow();
  else expect((await found).map(({ peer, length }) => `${peer} ${length}`)).toHaveLength(3);
  return measured;
}

test('a run that was interrupted goes on where it stopped', async () => {
  expect(await run({ broken: 'two' })).toEqual(['one', 'three']);
  await appendFile(join(folder, 'bench.ndjson'), '\n{"print":"a","st');
  expect(await run()).toEqual(['two']);
  expect(await run()).toEqual([]);
});

test('what is kept can be had without measuring more', async () => {
  await run({ broken: 'two' });
  const { each } = await keepIn(join(folder, 'bench.ndjson'), 'a', 'kept', () => {});
  const steps = ['one', 'two', 'three'].map(peer => ({ peer }));
  const found = await each(steps, () => Promise.reject(new Error('It was measured.')));
  expect(found).toEqual([
    { peer: 'one', length: 3 },
    { peer: 'three', length: 5 },
  ]);
});

test('where nothing is kept of this build, nothing is published in place of what there is', async () => {
  await run();
  const { each } = await keepIn(join(folder, 'bench.ndjson'), 'b', 'kept', () => {});
  await expect(each([{ peer: 'one' }], async () => ({}))).rejects.toThrow('Nothing of it is kept');
});

test('a figure bears the day on which it was measured', async () => {
  const before = Date.now();
  await run();
  const { latest } = await keepIn(join(folder, 'bench.ndjson'), 'a', 'kept', () => {});
  expect(latest()).toBeGreaterThanOrEqual(before);
  expect(latest()).toBeLessThanOrEqual(Date.now());
});

test('what was found of another build is measured again', async () => {
  await run();
  expect(await run({ print: 'b' })).toEqual(['one', 'two', 'three']);
});

test('parts are chosen by name, and run in their own order', () => {
  expect(parseSelection([]).parts).toEqual(PARTS);
  expect(parseSelection([...PARTS].reverse()).parts).toEqual(PARTS);
  expect(() => parseSelection(['speed'])).toThrow("not 'speed'");
  expect(() => parseSelection(['--runs', '0'])).toThrow("not '0'");
});

test('a number of runs is asked for, or left to the part', () => {
  expect(parseSelection(['stored', '--runs', '3']).runs).toBe(3);
  expect(parseSelection(['stored']).runs).toBeUndefined();
});
