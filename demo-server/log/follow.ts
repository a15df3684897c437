import { setTimeout as pause } from 'node:timers/promises';
import type { SSEMessage } from '@fastify/sse';
import type { Log } from './openLog.ts';

/** How much is sent at a time, in characters, if one line is not longer. */
const PORTION = 64 * 1024;
/** How long lines are gathered, in milliseconds: a hundred onlookers cost no more for a thousand lines a second. */
const PACE = 50;

/**
 * The log as server-sent events: the lines at hand, `caught-up`, then the new ones. What has come
 * together is one event of several lines.
 *
 * A reader pulls: nothing is queued for it, and one that falls behind what the log keeps at hand is
 * sent the number of lines that it has missed.
 */
export async function* follow(
  log: Pick<Log, 'range' | 'at' | 'more'>,
  signal: AbortSignal,
): AsyncGenerator<SSEMessage> {
  let position = log.range().first;
  let caughtUp = false;
  while (!signal.aborted) {
    const { first, end } = log.range();
    if (position < first) {
      yield { event: 'skipped', data: String(first - position) };
      position = first;
    } else if (position < end) {
      const lines: string[] = [];
      for (let length = 0; position < end && length < PORTION; position += 1) {
        const line = log.at(position) ?? '';
        lines.push(line);
        length += line.length;
      }
      yield { data: lines.join('\n') };
    } else if (!caughtUp) {
      caughtUp = true;
      yield { event: 'caught-up', data: String(position) };
    } else {
      await log
        .more(signal)
        .then(() => pause(PACE, undefined, { signal }))
        .catch(() => {});
    }
  }
}
