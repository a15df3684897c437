import { EventEmitter, once } from 'node:events';
import { appendFile, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Entry } from './entry.ts';
import { readTail } from './readTail.ts';
import { toLine } from './toLine.ts';

/** How many entries are kept at hand for the live page. */
const KEPT = 1000;

export interface Log {
  file: string;
  /** What the file held when it was opened. */
  past: readonly Entry[];
  /** Resolves when the entry is in the file, or could not be written and that has been said. */
  write(entry: Entry): Promise<void>;
  /** The position of the oldest entry at hand, and of the next one to come. */
  range(): { first: number; end: number };
  at(position: number): Entry | undefined;
  /** Resolves at the next entry; rejects when the signal aborts. */
  more(signal: AbortSignal): Promise<unknown>;
}

interface LogOptions {
  file: string;
  onEntry?: (entry: Entry) => void;
  complain?: (message: string) => void;
}

/**
 * Opens the log file for appending. It is opened anew for each batch, so that it may be moved away
 * or deleted at any time. A log that cannot be written is complained of and never stops the server.
 */
export async function openLog({
  file,
  onEntry = () => {},
  complain = console.error,
}: LogOptions): Promise<Log> {
  const news = new EventEmitter().setMaxListeners(0);
  const lost = (doing: string) => (error: Error) => {
    complain(`The log cannot be ${doing}: ${error.message}`);
  };

  await mkdir(dirname(file), { recursive: true }).catch(lost('created'));
  const tail = await readTail(file).catch(lost('read'));
  const past = tail?.entries ?? [];
  const recent = past.slice(-KEPT);
  let first = 0;
  // What follows a line that was cut off must start a line of its own.
  let torn = tail?.torn ?? false;
  let waiting: { entry: Entry; done: () => void }[] = [];
  let writing = false;

  const publish = (entry: Entry) => {
    recent.push(entry);
    if (recent.length > KEPT) {
      recent.shift();
      first += 1;
    }
    onEntry(entry);
    news.emit('entry');
  };

  // One write at a time keeps the order; all that came meanwhile goes with the next one.
  const drain = async () => {
    if (writing) return;
    writing = true;
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      const lines = batch.map(({ entry }) => toLine(entry)).join('');
      await appendFile(file, torn ? `\n${lines}` : lines).then(
        () => {
          torn = false;
        },
        (error: Error) => {
          torn = true;
          lost('written')(error);
        },
      );
      for (const { entry, done } of batch) {
        publish(entry);
        done();
      }
    }
    writing = false;
  };

  return {
    file,
    past,
    write: entry =>
      new Promise(done => {
        waiting.push({ entry, done });
        void drain();
      }),
    range: () => ({ first, end: first + recent.length }),
    at: position => recent[position - first],
    more: signal => once(news, 'entry', { signal }),
  };
}
