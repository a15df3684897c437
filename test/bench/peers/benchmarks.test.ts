import { readdir, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { NAMES } from '../../../bench/peers/peers.ts';
import type { Benchmarks } from '../../../bench/peers/report/benchmarks.ts';
import { toMarkdown } from '../../../bench/peers/report/toMarkdown.ts';
import { pictures } from '../../../bench/peers/report/writeDocs.ts';

const read = (file: string) => readFile(file, 'utf8');
const measured = async (): Promise<Benchmarks> => JSON.parse(await read('docs/benchmarks.json'));

// After a change of their words: npx vitest run test/bench/peers --update
test('each figure in docs/benchmarks.md is one that was measured', async () => {
  const page = toMarkdown(await measured());
  await expect(page).toMatchFileSnapshot('../../../docs/benchmarks.md');
});

test('the pictures of the benchmarks show what was measured', async () => {
  for (const [name, svg] of Object.entries(pictures(await measured())))
    await expect(svg).toMatchFileSnapshot(`../../../docs/benchmarks-${name}.svg`);
});

test.each(['README.md', 'docs/outbox.md'])(
  'the figures of the peers in %s are those that were measured',
  async file => {
    const [document, benchmarks] = await Promise.all([read(file), read('docs/benchmarks.md')]);
    const [, section = ''] = document.split('## Beside the peers\n');
    const told = (section.split('\n## ')[0] ?? '').split('\n').filter(line => /\d/.test(line));
    expect(told.length).toBeGreaterThan(0);
    const measured = benchmarks.split('\n');
    expect(told.filter(line => !measured.includes(line))).toEqual([]);
  },
);

test('each set-up is one of a peer, and each peer has one', async () => {
  const setups = (await readdir('bench/peers/setups')).filter(name => name !== 'stored');
  expect(setups.map(file => file.replace('.js', '')).sort()).toEqual([...NAMES].sort());
});
