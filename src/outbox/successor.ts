import type { OutboxOptions } from './types.ts';

/** Whether a shared worker may outlive its pages: who knows the option reads it, before the URL, which is none. */
const canOutlive = (): boolean => {
  let isKnown = false;
  const options = {
    get extendedLifetime() {
      isKnown = true;
      return true;
    },
  };
  try {
    new SharedWorker('http://:', options as WorkerOptions);
  } catch {
    // As it was to be.
  }
  return isKnown;
};

/**
 * Starts the worker that goes on with an outbox when its page has gone.
 *
 * @returns tells it that the page is being left
 */
export const startSuccessor = (
  url: string | URL,
  options: OutboxOptions,
): (() => void) | undefined => {
  if (!canOutlive()) return undefined;
  try {
    const { port } = new SharedWorker(url, { extendedLifetime: true } as WorkerOptions);
    return () => port.postMessage(options);
  } catch (error) {
    // Another origin's, or denied as storage is.
    console.error(error);
    return undefined;
  }
};
