import type { ChildProcess } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';

/** The answer to a command of Chromium's protocol. */
// biome-ignore lint/suspicious/noExplicitAny: each command has its own
type Answer = any;

/**
 * Chromium's own protocol, by the pipe that `--remote-debugging-pipe` takes as its descriptors 3 and 4.
 * Unlike Playwright it attaches to no page that it is not told to.
 */
export function pipe({ stdio }: ChildProcess) {
  const [input, output] = stdio.slice(3) as unknown as [Writable, Readable];
  const waiting = new Map<number, (answer: Answer) => void>();
  let rest = '';
  output.setEncoding('utf8').on('data', chunk => {
    const messages = `${rest}${chunk}`.split('\0');
    rest = messages.pop() ?? '';
    for (const message of messages) {
      const { id, result } = JSON.parse(message);
      waiting.get(id)?.(result);
      waiting.delete(id);
    }
  });
  let id = 0;
  return (method: string, params: object, sessionId?: string): Promise<Answer> =>
    new Promise(resolve => {
      id += 1;
      waiting.set(id, resolve);
      input.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });
}
