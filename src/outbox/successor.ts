import type { OutboxOptions } from './types.ts';

/**
 * Starts the worker that goes on with an outbox when its page has gone, where a shared worker may outlive
 * its pages.
 *
 * Feature detection: a browser that knows `extendedLifetime` reads it before it parses the URL, which is
 * invalid, so that no worker starts.
 *
 * @returns tells it that the page exits
 */
export const startSuccessor = (
  url: string | URL,
  options: OutboxOptions,
): (() => void) | undefined => {
  let isKnown = false;
  const lifetime = {
    get extendedLifetime() {
      isKnown = true;
      return true;
    },
  } as WorkerOptions;
  try {
    new SharedWorker('http://:', lifetime);
  } catch {
    // As it was to be.
  }
  try {
    if (!isKnown) return undefined;
    const { port } = new SharedWorker(url, lifetime);
    return () => port.postMessage(options);
  } catch (error) {
    // Another origin's, or denied as storage is.
    console.error(error);
    return undefined;
  }
};
