import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { type DefaultTreeAdapterTypes, parseFragment } from 'parse5';
import { attributes } from '../../src/script-tag/attributes.ts';
import type { Block } from './blocks.ts';

type Element = DefaultTreeAdapterTypes.Element;

/** An example's own scripts, in JavaScript, and the options that its attributes say, in TypeScript. */
export function codeOf(block: Block): Block[] {
  return elementsOf(block).flatMap(({ element, line }) => {
    const options = optionsOf(element);
    const [text] = element.tagName === 'script' ? element.childNodes : [];
    const code = text && 'value' in text ? text.value : '';
    const found: Block[] = [];
    // The snippet is compared with the build.
    if (code !== '' && code !== readFileSync('dist/snippet.js', 'utf8').trim())
      found.push({ ...block, line, language: 'js', code });
    if (options)
      found.push({
        ...block,
        line,
        language: 'ts',
        code: `export const options: import('sendoff').TriggerOptions = ${JSON.stringify(options)};`,
      });
    return found;
  });
}

/** The files of the package that an example asks for, and the build does not have. */
export function missingFrom(block: Block): string[] {
  return elementsOf(block)
    .map(({ element }) => basename(attribute(element, 'src') ?? ''))
    .filter(file => /^sendoff.*\.js$/.test(file) && !existsSync(`dist/${file}`));
}

function elementsOf(block: Block): { element: Element; line: number }[] {
  const found: { element: Element; line: number }[] = [];
  const walk = (node: DefaultTreeAdapterTypes.Node): void => {
    if ('tagName' in node) {
      const line = block.line + (node.sourceCodeLocation?.startLine ?? 1) - 1;
      found.push({ element: node, line });
    }
    if ('childNodes' in node) node.childNodes.forEach(walk);
  };
  walk(parseFragment(block.code, { sourceCodeLocationInfo: true }));
  return found;
}

function optionsOf(element: Element): Record<string, unknown> | undefined {
  const isOwnTag = /\/sendoff[\w.]*\.js$/.test(attribute(element, 'src') ?? '');
  if (!isOwnTag && attribute(element, 'data-sendoff') === undefined) return undefined;
  const dataset = Object.fromEntries(
    element.attrs
      .filter(({ name }) => name.startsWith('data-'))
      .map(({ name, value }) => [camelCase(name.slice('data-'.length)), value]),
  );
  const said = attributes({ dataset } as unknown as HTMLElement, isOwnTag ? '' : 'sendoff');
  // The first three are no options: the URL, and what only an attribute says.
  const { '': _own, url: _url, on: _on, attribution: _attribution, ...options } = said;
  return options;
}

function attribute({ attrs }: Element, name: string): string | undefined {
  return attrs.find(attr => attr.name === name)?.value;
}

function camelCase(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
