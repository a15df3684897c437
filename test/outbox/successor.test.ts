import { afterEach, expect, test, vi } from 'vitest';
import { startSuccessor } from '../../src/outbox/successor.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

/** A browser's `SharedWorker`, as far as it matters here; it notes down what has been started. */
const stubWorkers = (readsLifetime: boolean) => {
  const started: string[] = [];
  const messages: unknown[] = [];
  const construct = (url: string, options: { extendedLifetime: boolean }) => {
    if (readsLifetime) options.extendedLifetime;
    new URL(url, 'https://a.test/');
    started.push(url);
    return { port: { postMessage: (message: unknown) => messages.push(message) } };
  };
  vi.stubGlobal(
    'SharedWorker',
    class {
      constructor(url: string, options: { extendedLifetime: boolean }) {
        Object.assign(this, construct(url, options));
      }
    },
  );
  return { started, messages };
};

test('a worker is started where it may outlive its page, and learns of the exit', () => {
  const { started, messages } = stubWorkers(true);
  const succeed = startSuccessor('/outbox.worker.js', { name: 'orders' });
  expect(started).toEqual(['/outbox.worker.js']);
  succeed?.();
  expect(messages).toEqual([{ name: 'orders' }]);
});

test('no worker is started where it would end with its page', () => {
  const { started } = stubWorkers(false);
  expect(startSuccessor('/outbox.worker.js', { name: 'orders' })).toBeUndefined();
  expect(started).toEqual([]);
});

test('a worker that may not be started is an error in the console, and none is told of the exit', () => {
  const error = vi.spyOn(console, 'error').mockImplementation(() => {});
  stubWorkers(true);
  expect(startSuccessor('https://:', { name: 'orders' })).toBeUndefined();
  expect(error).toHaveBeenCalledOnce();
  error.mockRestore();
});

test('no worker is started where there are none', () => {
  expect(startSuccessor('/outbox.worker.js', { name: 'orders' })).toBeUndefined();
});
