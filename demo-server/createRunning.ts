import { EventEmitter, once } from 'node:events';

/** What the server has begun and wants to finish: scripts, and answers on their way. */
export interface Running {
  /** Counts one more, until what it returns is called. */
  begin(): () => void;
  /** Resolves when nothing runs any more, or when the signal aborts. */
  settled(signal: AbortSignal): Promise<void>;
}

export function createRunning(): Running {
  const news = new EventEmitter();
  let count = 0;

  return {
    begin() {
      count += 1;
      return () => {
        count -= 1;
        if (count === 0) news.emit('settled');
      };
    },
    async settled(signal) {
      if (count > 0) await once(news, 'settled', { signal }).catch(() => {});
    },
  };
}
