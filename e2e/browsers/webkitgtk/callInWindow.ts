import { randomUUID } from 'node:crypto';
import type { Client } from 'webdriver';
import { poll } from '../poll.ts';

type Answer = { value: unknown } | { thrown: string } | { pending: true };

/**
 * Calls a function in a page by WebDriver, and awaits the promise that it may return.
 *
 * Not by WebDriver's own asynchronous script: where the page enters the back/forward cache before the
 * callback is heard, WebKitGTK sees no `unload`, and the command hangs until the script timeout.
 */
export async function callInWindow(
  client: Client,
  fn: (...args: never[]) => unknown,
  arg: unknown,
): Promise<unknown> {
  const slot = `call-${randomUUID()}`;
  const call = `
    const [arg, slot] = arguments;
    const fail = error => ({ thrown: String(error) });
    try {
      const value = (${fn})(arg);
      if (typeof value?.then !== 'function') return { value };
      window[slot] = { pending: true };
      value.then(
        value => { window[slot] = { value }; },
        error => { window[slot] = fail(error); },
      );
      return window[slot];
    } catch (error) {
      return fail(error);
    }`;
  let answer: Answer = await client.executeScript(call, [(arg ?? null) as object, slot]);
  if ('pending' in answer) {
    answer = await poll<Answer | false>('the promise in the page', async () => {
      const now: Answer | null = await client.executeScript('return window[arguments[0]]', [slot]);
      if (!now) throw new Error('The document went away before its promise was settled.');
      return 'pending' in now ? false : now;
    });
  }
  if ('thrown' in answer) throw new Error(answer.thrown);
  return (answer as { value: unknown }).value;
}
