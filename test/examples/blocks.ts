import { readFileSync } from 'node:fs';
import type { Nodes } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { files } from '../repository.ts';

/** A fenced code block of a Markdown file. */
export interface Block {
  file: string;
  /** The line of its first line of code. */
  line: number;
  language: string;
  /** The heading that it stands below. */
  heading: string;
  code: string;
}

/** All code blocks of the repository, in order. */
export const blocks: readonly Block[] = files
  .filter(file => file.endsWith('.md'))
  .flatMap(file => blocksOf(file, readFileSync(file, 'utf8')));

export function blocksOf(file: string, markdown: string): Block[] {
  const found: Block[] = [];
  let heading = '';
  const walk = (node: Nodes): void => {
    if (node.type === 'heading') heading = markdown.slice(...span(node)).replace(/^#+ /, '');
    if (node.type === 'code') {
      const line = (node.position?.start.line ?? 0) + 1;
      found.push({ file, line, language: node.lang ?? '', heading, code: node.value });
    }
    if ('children' in node) node.children.forEach(walk);
  };
  walk(fromMarkdown(markdown));
  return found;
}

function span({ position }: Nodes): [number, number] {
  return [position?.start.offset ?? 0, position?.end.offset ?? 0];
}
