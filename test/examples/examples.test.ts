import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { files } from '../repository.ts';
import { type Block, blocks } from './blocks.ts';
import { complaint } from './commands.ts';
import { compile } from './compile.ts';
import { codeOf, missingFrom } from './html.ts';

/** TypeDoc's signatures are held to the source by a test of their own. */
const isSignature = ({ file, language, heading }: Block) =>
  file.startsWith('docs/api/') && language === 'ts' && heading !== 'Example';

const examples = blocks.filter(block => !isSignature(block));
const inLanguage = (...languages: string[]) =>
  examples.filter(({ language }) => languages.includes(language));

/** What a recipe's guide shows of it: `test/recipes.test.ts` finds it there, and a spec visits the page. */
const isPassage = (block: Block) => block.file.endsWith('recipes.md') && isInAFile(block);

const html = inLanguage('html').filter(block => !isInAFile(block));
const scripts = html.flatMap(codeOf);

/** Whether a file that is no document has these lines, however far they are indented there. */
function isInAFile({ code }: Block): boolean {
  const squeeze = (text: string) => text.replaceAll(/^[ \t]+|[ \t]+$/gm, '');
  const wanted = squeeze(code);
  return files
    .filter(file => /\.(html|js|tsx?|php|conf|sql|sh|yml|json)$/.test(file))
    .some(file => squeeze(readFileSync(file, 'utf8')).includes(wanted));
}

const where = ({ file, line }: Block, what: string) => `${file}:${line}: ${what}`;

test('each example in TypeScript compiles under `strict`, and markup asks for options that there are', () => {
  const markup = scripts.filter(({ language }) => language === 'ts');
  expect(compile('ts', [...inLanguage('ts', 'tsx'), ...markup])).toEqual([]);
});

test('each example in JavaScript compiles, and so do the scripts in markup', () => {
  const markup = scripts.filter(({ language }) => language === 'js');
  const whole = inLanguage('js', 'jsx').filter(block => !isPassage(block));
  expect(compile('js', [...whole, ...markup])).toEqual([]);
});

test('the package has each file of it that an example in HTML asks for', () => {
  const missing = html.flatMap(block => missingFrom(block).map(file => where(block, file)));
  expect(missing).toEqual([]);
});

test('each example in JSON is JSON', () => {
  const wrong = inLanguage('json').flatMap(block => {
    try {
      JSON.parse(block.code);
      return [];
    } catch (error) {
      return [where(block, `${error}`)];
    }
  });
  expect(wrong).toEqual([]);
});

test('each line for a shell is run by something', () => {
  const wrong = inLanguage('sh').flatMap(block =>
    block.code.split('\n').flatMap((text, index) => {
      const command = text.replace(/ *(#.*|&)?$/, '');
      const trouble = command && complaint(command);
      return trouble ? [where({ ...block, line: block.line + index }, trouble)] : [];
    }),
  );
  expect(wrong).toEqual([]);
});

test('each example in another language is part of a file', () => {
  const tested = ['ts', 'tsx', 'js', 'jsx', 'html', 'json', 'sh'];
  const others = examples.filter(({ language }) => !tested.includes(language));
  const loose = others.filter(block => !isInAFile(block));
  expect(loose.map(block => where(block, `no file has this (${block.language})`))).toEqual([]);
});
