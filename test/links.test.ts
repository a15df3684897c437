import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { files } from './repository.ts';

const documents = files.filter(file => file.endsWith('.md'));

/** A heading's anchor, as GitHub makes it. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
}

function leads(document: string, link: string): boolean {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? document : join(dirname(document), path);
  if (!existsSync(target)) return false;
  if (anchor === undefined) return true;
  const text = readFileSync(target, 'utf8');
  if (text.includes(`<a id="${anchor}"></a>`)) return true;
  return [...text.matchAll(/^#+ (.*)$/gm)].some(
    ([, heading]) => anchorOf(heading as string) === anchor,
  );
}

test.each(documents)('every link in %s leads somewhere', document => {
  const links = readFileSync(document, 'utf8').matchAll(/\]\(([^)\s]+)\)/g);
  const own = [...links].map(([, link]) => link as string).filter(link => !/^\w+:/.test(link));
  expect(own.filter(link => !leads(document, link))).toEqual([]);
});
