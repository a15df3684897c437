import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Entry } from '../formats/entry.ts';
import { toLine } from '../formats/toLine.ts';
import { appendLines } from './appendLines.ts';
import { createOutage } from './createOutage.ts';
import { createRecent, type Recent } from './createRecent.ts';
import { readTail } from './readTail.ts';

export interface Log extends Omit<Recent, 'push'> {
  /** What the files held when the log was opened, as far as it was read. */
  past: readonly Entry[];
  /** Resolves when the entry is in the file, or could not be written and that has been said. */
  write(entry: Entry): Promise<void>;
  /** Writes at once what waits for the end of the turn. */
  flush(): void;
  /** The files that there are, the oldest first. */
  list(): string[];
}

export interface LogOptions {
  file: string;
  /** How large the file may grow, in bytes, before it is rotated. */
  size?: number;
  /** How many rotated files are kept. */
  kept?: number;
  onEntry?: ((entry: Entry) => void) | undefined;
  complain?: (message: string) => void;
}

/**
 * Opens the log file for appending. All that comes in one turn of the event loop is written at its
 * end in one go, and synchronously: waiting for a thread costs more than the write. The file is
 * opened anew each time, so that it may be moved away or deleted. A log that cannot be written is
 * complained of, and never stops the server.
 */
export function openLog({
  file,
  size = Number.POSITIVE_INFINITY,
  kept = 0,
  onEntry,
  complain = console.error,
}: LogOptions): Log {
  const attempt = <Result>(doing: string, action: () => Result): Result | undefined => {
    try {
      return action();
    } catch (error) {
      complain(`The log cannot be ${doing}: ${(error as Error).message}`);
      return undefined;
    }
  };
  attempt('created', () => mkdirSync(dirname(file), { recursive: true }));
  const tail = attempt('read', () => readTail(listFiles(file, kept)));
  const past = tail?.entries ?? [];
  const recent = createRecent(past.map(toLine));
  const outage = createOutage(complain);
  // What follows a line that was cut off must start a new line.
  let torn = tail?.torn ?? false;
  let waiting: { entry: Entry; done: () => void }[] = [];

  const flush = () => {
    const batch = waiting;
    waiting = [];
    if (batch.length === 0) return;
    const lines = batch.map(({ entry }) => toLine(entry));
    const text = `${lines.join('\n')}\n`;
    try {
      appendLines(file, torn ? `\n${text}` : text, { size, kept });
      torn = false;
      outage.over();
    } catch (error) {
      outage.lost(batch.length, error as Error);
    }
    for (const line of lines) recent.push(line);
    for (const { entry, done } of batch) {
      onEntry?.(entry);
      done();
    }
  };

  return {
    ...recent,
    past,
    write: entry =>
      new Promise(done => {
        if (waiting.length === 0) setImmediate(flush);
        waiting.push({ entry, done });
      }),
    flush,
    list: () => listFiles(file, kept),
  };
}

/** The log's files that there are, the oldest first: `FILE.2`, `FILE.1`, `FILE`. */
function listFiles(file: string, kept: number): string[] {
  const old = Array.from({ length: kept }, (_, index) => `${file}.${kept - index}`);
  return [...old, file].filter(name => existsSync(name));
}
