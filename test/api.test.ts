import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { newFolder } from './newFolder.ts';

const read = async (folder: string): Promise<Record<string, string>> => {
  const pages = await readdir(folder);
  return Object.fromEntries(
    await Promise.all(pages.map(async page => [page, await readFile(join(folder, page), 'utf8')])),
  );
};

test('the API reference is what `npm run api` writes: each export is documented, as it is now', async () => {
  const folder = await newFolder();
  await promisify(execFile)('npx', ['typedoc', '--out', folder]);
  expect(await read('docs/api')).toEqual(await read(folder));
});
