import { HttpResponse, http } from 'msw';
import { expect, test } from 'vitest';
import { worker } from './worker.ts';

test('msw answers what a page requests', async () => {
  worker.use(http.get('/script', () => HttpResponse.text('intercepted')));
  const answer = await fetch('/script');
  expect(await answer.text()).toBe('intercepted');
});

test("a test's handlers are gone after it", async () => {
  const answer = await fetch('/script');
  expect(await answer.text()).not.toBe('intercepted');
});
