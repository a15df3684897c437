import { createOutbox } from './createOutbox.ts';
import type { OutboxOptions } from './types.ts';

/** What a shared worker has, and TypeScript's declarations for pages lack. */
interface SharedWorkerScope {
  onconnect: ((event: MessageEvent) => void) | null;
}

// For a service worker that has this file by `importScripts`.
Object.assign(globalThis, { createOutbox });

// For a page's `worker`: each page that exits says which outbox there is to go on with.
(globalThis as never as SharedWorkerScope).onconnect = ({ ports: [port] }) => {
  (port as MessagePort).onmessage = ({ data }: MessageEvent<OutboxOptions>) =>
    createOutbox(data).flush();
};
