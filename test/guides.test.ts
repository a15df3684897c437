import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { blocks } from './examples/blocks.ts';

const guide = (name: string) => readFileSync(`docs/${name}.md`, 'utf8');

test.each([
  'start',
  'choose',
  'recipes',
  'losses',
  'security',
  'migrate',
  'scale',
  'testing',
  'architecture',
])('the guide %s is no longer than two screens', name => {
  expect(guide(name).split('\n').length).toBeLessThanOrEqual(110);
});

test('each guide is in the README, in the order in which people need them', () => {
  const readme = readFileSync('README.md', 'utf8');
  const [, list = ''] = /^## Guides\n(.*?)^## /ms.exec(readme) ?? [];
  expect([...list.matchAll(/\(docs\/(\w+)\.md\)/g)].map(([, name]) => name)).toEqual([
    'start',
    'choose',
    'recipes',
    'losses',
    'security',
    'migrate',
    'scale',
    'testing',
    'architecture',
  ]);
});

test('the arithmetic of Scale is right', () => {
  const [, table = ''] = /\*\*Arithmetic\*\*(.*?)\n\nBoth/s.exec(guide('scale')) ?? [];
  const rows = [...table.matchAll(/^\| ([\d,]+) +\| ([\d,]+) +\| ([\d.]+) (MB|GB|TB) +\| (\d+)/gm)];
  expect(rows).toHaveLength(3);
  const number = (text = '') => Number(text.replaceAll(',', ''));
  for (const [, rate, lines, size, unit, servers] of rows) {
    expect(number(lines)).toBe(number(rate) * 86_400);
    const bytes = { MB: 1e6, GB: 1e9, TB: 1e12 }[unit as 'MB' | 'GB' | 'TB'];
    const digits = size?.includes('.') ? 1 : 0;
    expect(size).toBe(((number(lines) * 300) / bytes).toFixed(digits));
    expect(number(servers)).toBe(Math.ceil(number(rate) / 5000));
  }
});

test('the check of Security lets the site’s own requests pass, and no others', async () => {
  const [{ code = '' } = {}] = blocks.filter(
    ({ file, language }) => file === 'docs/security.md' && language === 'js',
  );
  const { isOwn } = await import(
    /* @vite-ignore */ `data:text/javascript,${encodeURIComponent(code)}`
  );
  const asks = (headers: Record<string, string>) => isOwn({ headers: new Headers(headers) });
  const OWN = 'https://example.com';
  expect(asks({ 'sec-fetch-site': 'same-origin' })).toBe(true);
  expect(asks({ origin: OWN })).toBe(true);
  for (const site of ['same-site', 'cross-site', 'none'])
    expect(asks({ 'sec-fetch-site': site })).toBe(false);
  for (const site of ['same-site', 'cross-site'])
    expect(asks({ 'sec-fetch-site': site, origin: OWN })).toBe(true);
  expect(asks({ 'sec-fetch-site': 'same-site', origin: 'https://blog.example.com' })).toBe(false);
  for (const origin of ['null', 'https://example.com.evil.test', 'http://example.com'])
    expect(asks({ origin })).toBe(false);
  expect(asks({})).toBe(false);
});
