import { HttpResponse, http } from 'msw';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createQueue } from '../../src/queue/createQueue.ts';
import type { QueueOptions } from '../../src/queue/types.ts';
import { createTrigger } from '../../src/trigger.ts';
import { worker } from '../worker.ts';

/** A server at `/q`, and the tags' moments of what it has been sent. */
const server = () => {
  const moments: unknown[] = [];
  worker.use(
    http.post('/q', ({ request }) => {
      moments.push(new URL(request.url).searchParams.get('sendoff')?.split('.')[3]);
      return new HttpResponse(null, { status: 204 });
    }),
  );
  return moments;
};

test.each<[string, QueueOptions]>([
  ['a queue', { after: Promise.resolve() }],
  ["a queue's trigger", { trigger: createTrigger({ after: Promise.resolve() }) }],
])('consent that was given to %s before holds nothing up at the exit', async (_, options) => {
  const moments = server();
  createQueue('/q', options).push(1);
  dispatchEvent(new Event('pagehide'));
  await expect.poll(() => moments).toEqual(['pagehide']);
  dispatchEvent(new Event('pageshow'));
});

test('what was flushed into the back/forward cache, and had no consent yet, leaves when the page is next hidden', async () => {
  const moments = server();
  let give = () => {};
  const after = new Promise<void>(resolve => {
    give = resolve;
  });
  const queue = createQueue('/q', { after });
  queue.push(1);
  dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
  expect(queue.size).toBe(0);
  dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
  give();
  await after;
  // A phone that ends the app says no more than this.
  vi.spyOn(Document.prototype, 'hidden', 'get').mockReturnValue(true);
  onTestFinished(() => void vi.restoreAllMocks());
  document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
  await expect.poll(() => moments).toEqual(['hidden']);
});
