import { EventEmitter, once } from 'node:events';

/** How many lines are kept at hand for the live page. */
const KEPT = 1000;

export interface Recent {
  push(line: string): void;
  /** The position of the oldest line at hand, and of the next one to come. */
  range(): { first: number; end: number };
  at(position: number): string | undefined;
  /** Resolves at the next line; rejects when the signal aborts. */
  more(signal: AbortSignal): Promise<unknown>;
}

/** The latest lines, each at a position that it keeps. */
export function createRecent(past: readonly string[]): Recent {
  const news = new EventEmitter().setMaxListeners(0);
  const lines = past.slice(-KEPT);
  let first = 0;

  return {
    push(line) {
      lines.push(line);
      if (lines.length > KEPT) {
        lines.shift();
        first += 1;
      }
      news.emit('line');
    },
    range: () => ({ first, end: first + lines.length }),
    at: position => lines[position - first],
    more: signal => once(news, 'line', { signal }),
  };
}
