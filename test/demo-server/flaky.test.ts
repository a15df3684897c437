import { expect, test } from 'vitest';
import { readTrouble } from '../../demo-server/routes/flaky.ts';
import { startServer } from './startServer.ts';

test.each([
  ['answer=500', 500],
  ['answer=503', 503],
  ['answer=429', 429],
  ['answer=login', 302],
])('the flaky script with %s answers %i, and counts as not received', async (query, status) => {
  const server = await startServer();
  const answer = await server.app.inject(`/scripts/flaky?${query}&sendoff=p.1.fetch.now`);
  expect(answer.statusCode).toBe(status);
  expect(await server.entries()).toMatchObject([{ event: 'refused', status, tag: { id: 'p.1' } }]);
});

test('the flaky script asks for the pause that its query names', async () => {
  const { app } = await startServer();
  const asked = await app.inject('/scripts/flaky?answer=429&retryAfter=7');
  expect(asked.headers['retry-after']).toBe('7');
  expect((await app.inject('/scripts/flaky?answer=429')).headers['retry-after']).toBe('3');
  expect((await app.inject('/scripts/flaky?answer=500')).headers['retry-after']).toBeUndefined();
});

test('the page that the flaky script asks for a login by is there, behind a redirect', async () => {
  const { url } = await startServer();
  const answer = await fetch(`${url}/scripts/flaky?answer=login`, { method: 'POST' });
  expect(answer).toMatchObject({ status: 200, redirected: true });
});

test('the flaky script works without a wish, and when its time of trouble is over', async () => {
  const server = await startServer();
  const past = Date.now() - 1;
  for (const query of ['', `?answer=500&until=${past}`]) {
    const answer = await server.app.inject({ method: 'POST', url: `/scripts/flaky${query}` });
    expect(answer.statusCode).toBe(204);
  }
  expect((await server.entries()).map(({ event }) => event)).toEqual(['received', 'received']);
});

test.each([
  { answer: '404' },
  { answer: 'toString' },
  { answer: ['500', '500'] },
  { answer: '429', retryAfter: '-1' },
  { answer: '429', retryAfter: '1\r\nSet-Cookie: a=1' },
  { answer: '500', until: 'soon' },
])('the flaky script says what is wrong with %o', query => {
  expect(readTrouble(query, 0)).toMatch(/ must be /);
});

test("another origin's page may read for how long to leave the flaky script alone", async () => {
  const { app } = await startServer({ allowOrigin: ['https://a.test'] });
  const headers = { origin: 'https://a.test' };
  const answer = await app.inject({ url: '/scripts/flaky?answer=429', headers });
  expect(answer.headers['access-control-expose-headers']).toBe('Retry-After');
});
