import { setupWorker } from 'msw/browser';
import { afterAll, afterEach, beforeAll } from 'vitest';

/**
 * msw's worker for a browser test: importing it starts it for the test file, and takes each test's
 * handlers away after it. What no handler takes goes to the network.
 */
export const worker = setupWorker();

beforeAll(async () => {
  await worker.start({ quiet: true, onUnhandledRequest: 'bypass' });
});
afterEach(() => worker.resetHandlers());
afterAll(() => worker.stop());
