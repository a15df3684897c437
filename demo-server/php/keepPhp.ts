import { type Php, startPhp } from './startPhp.ts';

/** How long after one start the next may come, in milliseconds. */
const PAUSE = 1000;

/** PHP's server, which is started when it is needed, and again after it has died. */
export interface KeptPhp {
  /** What runs, or why there is nothing that does. */
  get(): Promise<Php | { problem: string }>;
  end(): Promise<void>;
}

export function keepPhp(reportTo: () => string): KeptPhp {
  let current: Promise<Php | { problem: string }> | undefined;
  let earliest = 0;

  const start = async () => {
    try {
      const php = await startPhp(reportTo());
      if (php === undefined) return { problem: 'PHP is not installed here' };
      void php.ended.then(forget);
      return php;
    } catch (error) {
      forget();
      return { problem: (error as Error).message };
    }
  };
  const forget = () => {
    current = undefined;
    earliest = performance.now() + PAUSE;
  };

  return {
    async get() {
      if (current === undefined && performance.now() < earliest) {
        return { problem: 'PHP has ended, and starts again in a second' };
      }
      current ??= start();
      return current;
    },
    async end() {
      const php = await current;
      if (php !== undefined && 'end' in php) php.end();
    },
  };
}
