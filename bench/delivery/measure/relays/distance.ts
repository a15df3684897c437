import { connect, createServer, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { listen, type StartRelay } from './relay.ts';

/** A long way off: what is sent takes so many milliseconds, each way. */
export const distance =
  (ms: number): StartRelay =>
  port => {
    const server = createServer({ allowHalfOpen: true }, near => {
      const far = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
      // This machine itself has shaken hands with the browser, which over the distance takes a round trip.
      const connected = performance.now() + 2 * ms;
      carry(near, far, () => Math.max(0, connected - performance.now()) + ms);
      carry(far, near, () => ms);
    });
    return listen(server, 'http');
  };

/** What is under way arrives, in its order, also when the one who has sent it is gone. */
function carry(from: Socket, to: Socket, delay: () => number): void {
  let before = Promise.resolve();
  const later = (act: () => void) => {
    const due = pause(delay());
    before = before.then(() => due).then(act);
  };
  from.on('data', chunk => later(() => to.write(chunk)));
  from.on('end', () => later(() => to.end()));
  from.on('close', () => later(() => to.destroySoon()));
  from.on('error', () => {});
}
