import type { SSEMessage } from '@fastify/sse';
import type { Log } from './openLog.ts';

/**
 * The log as server-sent events: the entries at hand, `caught-up`, then each new one.
 *
 * A reader pulls: nothing is queued for it, and one that falls behind what the log keeps at hand is
 * told how many entries it has missed.
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
      yield { event: 'skipped', data: first - position };
      position = first;
    } else if (position < end) {
      yield { data: log.at(position) };
      position += 1;
    } else if (!caughtUp) {
      caughtUp = true;
      yield { event: 'caught-up', data: position };
    } else {
      await log.more(signal).catch(() => {});
    }
  }
}
