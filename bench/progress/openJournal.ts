import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** A file that keeps what is done, a line of JSON each, so that an interrupted run goes on. */
interface Journal<Entry> {
  /** What earlier runs have written. */
  past: readonly Entry[];
  add(entries: readonly Entry[]): Promise<void>;
  /** Keeps these, and nothing else. */
  rewrite(entries: Iterable<Entry>): Promise<void>;
}

export async function openJournal<Entry>(file: string): Promise<Journal<Entry>> {
  await mkdir(dirname(file), { recursive: true });
  const text = await readFile(file, 'utf8').catch(() => '');
  // A run that was cut off may have left half a line.
  if (text !== '' && !text.endsWith('\n')) await appendFile(file, '\n');
  const toLines = (entries: Iterable<Entry>) =>
    [...entries].map(entry => `${JSON.stringify(entry)}\n`).join('');

  return {
    past: text.split('\n').flatMap(parse<Entry>),
    add: entries => appendFile(file, toLines(entries)),
    rewrite: entries => writeFile(file, toLines(entries)),
  };
}

function parse<Entry>(line: string): Entry[] {
  try {
    return [JSON.parse(line)];
  } catch {
    return [];
  }
}
