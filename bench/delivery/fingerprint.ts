import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hashOf } from '../progress/hashOf.ts';

const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const MEASURED = ['./cells/', './measure/', '../../e2e/pages/matrix/', '../../e2e/browsers/'].map(
  folder,
);
const SDK = folder('../../dist/sendoff.js');

/** Names what is measured and how: the SDK, the cells and their pages, and what opens and leaves them. */
export async function fingerprint(): Promise<string> {
  const lists = MEASURED.map(async path => {
    const entries = await readdir(path, { recursive: true, withFileTypes: true });
    return entries
      .filter(it => it.isFile())
      .map(it => join(it.parentPath, it.name))
      .sort();
  });
  return hashOf([SDK, ...(await Promise.all(lists)).flat()]);
}
