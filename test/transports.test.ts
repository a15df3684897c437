import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { CARRIERS as ofPages } from '../demo-server/public/shared/carriers.js';
import { CARRIERS } from '../src/server/carriers.ts';
import { files } from './repository.ts';

const recipe =
  /^## Adding a transport\n(.*?)^## /ms.exec(readFileSync('CONTRIBUTING.md', 'utf8'))?.[1] ?? '';
const named = [...recipe.matchAll(/`([\w./-]+\/[\w.-]+\.\w+)`/g)].map(([, file]) => file as string);

/** Whether a text has the name of a transport as a value, a key, a part of a name, or an element's text. */
const names = (text: string, transport: string) =>
  new RegExp(`['"-]${transport}['":]|\\b${transport}: |>${transport}<`).test(text);

test('the recipe for a new transport names each file that lists the transports', () => {
  const listing = files
    .filter(file => /^(src|demo-server\/(public|requests|http|routes|ways))\//.test(file))
    .filter(file => /\.(ts|js|css|html)$/.test(file))
    .filter(file => {
      const text = readFileSync(file, 'utf8');
      return names(text, 'beacon') && names(text, 'img');
    });
  expect(listing).not.toEqual([]);
  expect(listing.filter(file => !named.includes(file))).toEqual([]);
});

test('each file that the recipe for a new transport names is there', () => {
  expect(named.filter(file => !file.includes('NAME') && !files.includes(file))).toEqual([]);
});

test('the pages of the demo server know the carriers that servers know', () => {
  expect(new Set(ofPages)).toEqual(new Set(Object.keys(CARRIERS)));
});
