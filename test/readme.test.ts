import { readFile } from 'node:fs/promises';
import { beforeAll, expect, test } from 'vitest';
import { DOCUMENTS, measure } from '../setup/figures.ts';

const READMES = DOCUMENTS.filter(document => document.startsWith('README'));
const STARTS = DOCUMENTS.filter(document => document.includes('start'));

let built: Awaited<ReturnType<typeof measure>>;
beforeAll(async () => {
  built = await measure();
});

test.each(READMES)('%s says the sizes that `npm run size` weighs', async document => {
  const readme = await readFile(document, 'utf8');
  const told = [...readme.matchAll(/\| ([\d,]+) B/g)].map(([, figure]) =>
    Number(figure?.replace(',', '')),
  );
  expect(told, '`npm run figures` writes them').toEqual(built.sizes);
  const [, first] = /^\*\*([\d,]+) B\*\*/m.exec(readme) ?? [];
  expect(Number(first?.replace(',', ''))).toBe(built.sizes[0]);
});

test.each(DOCUMENTS)('%s prints the snippet as it is built', async document => {
  expect(await readFile(document, 'utf8')).toContain(`<script>${built.snippet}</script>`);
});

test.each(STARTS)('%s has the integrity of the script tag’s file', async document => {
  const [, integrity] = /integrity="([^"]*)"/.exec(await readFile(document, 'utf8')) ?? [];
  expect(integrity, '`npm run figures` writes it').toBe(built.integrity);
});

test("the README's figures of delivery are those that were measured", async () => {
  const [readme, delivery] = await Promise.all([
    readFile('README.md', 'utf8'),
    readFile('docs/delivery.md', 'utf8'),
  ]);
  const told = /docs\/delivery-summary\.svg\)\n\n(.+)\n/.exec(readme)?.[1] ?? 'nothing';
  expect(delivery.split('\n')).toContain(told);
});

test("the README's first screen is read in 20 seconds, and has no table", async () => {
  const readme = await readFile('README.md', 'utf8');
  const [screen = '', ...rest] = readme.split(/(?=^!\[)/m);
  expect(rest.length).toBeGreaterThan(0);
  expect(screen).not.toMatch(/^\|/m);
  // A tagline, two faults, code, one size, four bullets; then the picture.
  const parts = [...screen.matchAll(/^(> |- |```js|\*\*[\d,]+ B)/gm)].map(([, part]) => part);
  expect(parts.join(' ')).toMatch(/^> {2}- {2}- {2}```js \*\*[\d,]+ B - {2}- {2}- {2}- $/);
  const shown = screen.replace(/^```.*?^```|\]\([^)]*\)/gms, '');
  const words = shown.match(/[\w'’]+/g) ?? [];
  expect(words.length).toBeGreaterThan(50);
  expect(words.length, 'at 330 words a minute').toBeLessThanOrEqual(110);
});
