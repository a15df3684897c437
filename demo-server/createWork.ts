import { EventEmitter, once, setMaxListeners } from 'node:events';

/** What the server has begun and wants to finish: scripts, and answers on their way. */
export interface Work {
  /** Counts one more, until what it returns is called. */
  begin(): () => void;
  /** Whether the server ends, so that nothing new may begin. */
  isEnding(): boolean;
  /** Aborts when what still runs has to stop. */
  stopping: AbortSignal;
  /** Waits until nothing runs any more, `grace` ms at most; then stops what does. */
  end(grace: number): Promise<void>;
}

export function createWork(): Work {
  const news = new EventEmitter();
  const stopping = new AbortController();
  // Each slow script listens: a thousand of them are no leak.
  setMaxListeners(0, stopping.signal);
  let count = 0;
  let ending = false;

  return {
    begin() {
      count += 1;
      return () => {
        count -= 1;
        if (count === 0) news.emit('settled');
      };
    },
    isEnding: () => ending,
    stopping: stopping.signal,
    async end(grace) {
      ending = true;
      const signal = AbortSignal.timeout(grace);
      if (count > 0) await once(news, 'settled', { signal }).catch(() => {});
      stopping.abort();
    },
  };
}
