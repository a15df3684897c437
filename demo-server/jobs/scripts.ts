import { setTimeout as pause } from 'node:timers/promises';
import type { Script } from './script.ts';

/** How many steps the work has, whatever it takes: between any two it can be stopped. */
const STEPS = 10;

/** Works for `ms` milliseconds in steps of equal length, and says at the end how far it came. */
const slow: Script = async ({ query, signal, connectionStatus, onShutdown }) => {
  const ms = Number(query.ms ?? 0);
  const start = performance.now();
  let done = 0;
  onShutdown(() => `${done} of ${STEPS} steps, connection status ${connectionStatus()}`);
  while (done < STEPS) {
    // By the clock: ten timers that are each a little late would add up.
    const left = start + (ms * (done + 1)) / STEPS - performance.now();
    if (left > 0) await pause(left, undefined, { signal });
    done += 1;
  }
};

/** Does the work of `slow`, and throws at its end. */
const broken: Script = async run => {
  await slow(run);
  throw new Error('This script is broken on purpose');
};

/** The scripts that can be called, by their name in `/scripts/:name`. */
export const scripts: ReadonlyMap<string, Script> = new Map([
  ['slow', slow],
  ['broken', broken],
]);
