import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const PAIRS = [
  ['README.md', 'README.zh-CN.md'],
  ['docs/start.md', 'docs/zh-CN/start.md'],
  ['docs/choose.md', 'docs/zh-CN/choose.md'],
  ['docs/recipes.md', 'docs/zh-CN/recipes.md'],
] as const;

/** What a section says in any language. */
interface Section {
  level: number;
  /** Without their comments, which are translated. */
  code: readonly string[];
  /** The numbers in its prose and its tables. */
  figures: readonly string[];
  /** What is written as code within a sentence. */
  names: readonly string[];
  rows: number;
  pictures: number;
}

function sectionsOf(document: string): Section[] {
  const code: string[] = [];
  const text = readFileSync(document, 'utf8').replace(/^```\w*\n(.*?)^```$/gms, (_, block) => {
    code.push(block.replace(/ *(\/\/|#) .*$/gm, ''));
    return '<code>';
  });
  return text.split(/^(?=#+ )/m).map(section => {
    const names = section.match(/`[^`]+`/g) ?? [];
    const prose = section.replace(/`[^`]+`|\]\([^)]*\)|<code>|^\d+\. /gm, ' ');
    return {
      level: section.search(/[^#]/),
      code: code.splice(0, section.split('<code>').length - 1),
      figures: (prose.match(/\d[\d,.]*/g) ?? []).map(figure => figure.replace(/[,.]$/, '')).sort(),
      names: names.sort(),
      rows: section.match(/^(\||\d+\. |- )/gm)?.length ?? 0,
      pictures: section.match(/!\[/g)?.length ?? 0,
    };
  });
}

test.each(PAIRS)(
  '%s and %s have the same sections, code, figures and names',
  (english, chinese) => {
    expect(sectionsOf(chinese)).toEqual(sectionsOf(english));
  },
);

test('the Chinese README names the old ways of PHP, and a pool', () => {
  const readme = readFileSync('README.zh-CN.md', 'utf8');
  for (const way of ['AJAX', 'popen()', 'curl', 'fsockopen', 'swoole'])
    expect(readme).toContain(way);
});

test('the Chinese picture has as many texts as the English one', () => {
  const texts = (file: string) => readFileSync(file, 'utf8').match(/<text /g)?.length;
  expect(texts('docs/zh-CN/choose.svg')).toBe(texts('docs/choose.svg'));
});
