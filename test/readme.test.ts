import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

test("the README's sizes are those that `npm run size` weighs", async () => {
  const { stdout } = await promisify(execFile)('npx', ['size-limit', '--json']);
  const weighed = (JSON.parse(stdout) as { size: number }[]).map(({ size }) => size);
  const readme = await readFile('README.md', 'utf8');
  const told = [...readme.matchAll(/\| ([\d,]+) B/g)].map(([, figure]) =>
    Number(figure?.replace(',', '')),
  );
  expect(told).toEqual(weighed);
  const [, first] = /^\*\*([\d,]+) B\*\*/m.exec(readme) ?? [];
  expect(Number(first?.replace(',', ''))).toBe(weighed[0]);
}, 60_000);

test("the README's figures of delivery are those that were measured", async () => {
  const [readme, delivery] = await Promise.all([
    readFile('README.md', 'utf8'),
    readFile('docs/delivery.md', 'utf8'),
  ]);
  const told = /docs\/delivery-summary\.svg\)\n\n(.+)\n/.exec(readme)?.[1] ?? 'nothing';
  expect(delivery.split('\n')).toContain(told);
});

test('the README prints the snippet as it is built', async () => {
  const [readme, snippet] = await Promise.all([
    readFile('README.md', 'utf8'),
    readFile('dist/snippet.js', 'utf8'),
  ]);
  expect(readme).toContain(`<script>${snippet.trim()}</script>`);
});
