import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** Lines without what they are all indented by. */
function dedent(lines: readonly string[]): string {
  const depths = lines.filter(Boolean).map(line => line.search(/\S/));
  return lines.map(line => line.slice(Math.min(...depths))).join('\n');
}

const [, ...sections] = readFileSync('docs/recipes.md', 'utf8').split(/^## /m);
const shown = sections.flatMap(section => {
  const [, file] = /\]\((recipes\/[\w.]+)\)/.exec(section) ?? [];
  return [...section.matchAll(/^```\w+\n(.*?)\n```/gms)].map(([, code = '']) => ({ file, code }));
});

test.each(shown)('docs/recipes.md shows what $file does', ({ file, code }) => {
  const lines = readFileSync(`docs/${file}`, 'utf8').split('\n');
  const { length } = code.split('\n');
  const passages = lines.map((_, at) => dedent(lines.slice(at, at + length)));
  expect(passages).toContain(code);
});
