import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';

/** The documents that say what is measured of the build; `npm run figures` writes it into them. */
export const DOCUMENTS = ['README.md', 'README.zh-CN.md', 'docs/start.md', 'docs/zh-CN/start.md'];

/** What an import or a file weighs, in bytes. */
export interface Weight {
  name: string;
  size: number;
}

interface Figures {
  /** What `npm run size` weighs, in its order. */
  sizes: readonly number[];
  snippet: string;
  /** Of `dist/sendoff.js`, as its script tag says it. */
  integrity: string;
}

export async function weigh(): Promise<readonly Weight[]> {
  const { stdout } = await promisify(execFile)('npx', ['size-limit', '--json']);
  return JSON.parse(stdout);
}

/** What a page writes into a script tag's `integrity`. */
export async function integrityOf(path: string): Promise<string> {
  return `sha384-${createHash('sha384')
    .update(await readFile(path))
    .digest('base64')}`;
}

export async function measure(): Promise<Figures> {
  return {
    sizes: (await weigh()).map(({ size }) => size),
    snippet: (await readFile('dist/snippet.js', 'utf8')).trim(),
    integrity: await integrityOf('dist/sendoff.js'),
  };
}

/** A document with these figures in the place of those that it has. */
export function fill(text: string, { sizes, snippet, integrity }: Figures): string {
  const rest = [...sizes];
  const inBytes = (size: number | undefined) => `${size?.toLocaleString('en')} B`;
  return text
    .replace(/(?<=^\*\*)[\d,]+ B/m, inBytes(sizes[0]))
    .replace(/(?<=\| )[\d,]+ B/g, () => inBytes(rest.shift()))
    .replace(/(?<=<script>).+(?=<\/script>)/, () => snippet)
    .replace(/(?<=integrity=")[^"]*/, integrity);
}

if (import.meta.filename === process.argv[1]) {
  const figures = await measure();
  for (const document of DOCUMENTS)
    await writeFile(document, fill(await readFile(document, 'utf8'), figures));
}
