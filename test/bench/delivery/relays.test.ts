import { Agent, get, type IncomingMessage } from 'node:http';
import { connect as connect2 } from 'node:http2';
import { get as getSecure } from 'node:https';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import type { RelayName } from '../../../bench/delivery/cells/conditions.ts';
import { distance } from '../../../bench/delivery/measure/relays/distance.ts';
import type { StartRelay } from '../../../bench/delivery/measure/relays/relay.ts';
import { relays } from '../../../bench/delivery/measure/relays/relays.ts';
import { listen } from '../../../e2e/support/listen.ts';

/** A site that says which path it was asked for, and what has come to it, behind a relay. */
async function behind(relay: RelayName | StartRelay) {
  const asked: string[] = [];
  const site = await listen((request, response) => {
    asked.push(`${request.url}`);
    response.end(`here is ${request.url}`);
  });
  const start = typeof relay === 'string' ? relays[relay] : relay;
  const { port, protocol, end } = await start(Number(new URL(site.origin).port));
  onTestFinished(async () => {
    await end();
    site.end();
  });
  return { asked, port, origin: `${protocol}://127.0.0.1:${port}` };
}

test('over a distance a first answer takes two round trips, and each later one takes one', async () => {
  const { origin } = await behind(distance(60));
  const agent = new Agent({ keepAlive: true });
  onTestFinished(() => agent.destroy());
  const ask = () =>
    new Promise<number>((resolve, reject) => {
      const since = performance.now();
      get(`${origin}/a`, { agent }, response =>
        text(response).then(() => resolve(performance.now() - since)),
      ).on('error', reject);
    });
  expect(await ask()).toBeGreaterThan(4 * 60 - 5);
  expect(await ask()).toBeGreaterThan(2 * 60 - 5);
});

test('what was sent over a distance arrives when its sender is gone', async () => {
  const { asked, port } = await behind(distance(60));
  const sender = connect(port, '127.0.0.1', () =>
    sender.write('GET /collect HTTP/1.1\r\nHost: a\r\n\r\n', () => sender.destroy()),
  );
  await expect.poll(() => asked).toEqual(['/collect']);
});

test('a site is reached over HTTPS', async () => {
  const { origin } = await behind('https');
  const answer = await new Promise<IncomingMessage>((resolve, reject) =>
    getSecure(`${origin}/a`, { rejectUnauthorized: false }, resolve).on('error', reject),
  );
  expect(await text(answer)).toBe('here is /a');
});

test.each(['h2', 'far-h2'] as const)('a site is reached over HTTP/2: %s', async name => {
  const { origin } = await behind(name);
  expect(await askOverHttp2(origin, '/a')).toBe('here is /a');
});

test('a server that says GOAWAY has not read the request, and takes it on a new connection', async () => {
  const { asked, origin } = await behind('goaway');
  await expect(askOverHttp2(origin, '/collect?n=1')).rejects.toThrow();
  expect(asked).toEqual([]);
  expect(await askOverHttp2(origin, '/collect?n=1')).toBe('here is /collect?n=1');
});

test.each([
  { name: 'reset-fresh', outcomes: ['cut', 'answered', 'answered', 'answered'] },
  { name: 'reset-reused', outcomes: ['answered', 'answered', 'cut', 'answered'] },
] as const)('$name cuts when the site has read a request, once', async ({ name, outcomes }) => {
  const { asked, origin } = await behind(name);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  onTestFinished(() => agent.destroy());
  const ask = (path: string) =>
    new Promise<string>((resolve, reject) =>
      get(origin + path, { agent }, response => text(response).then(resolve, reject)).on(
        'error',
        reject,
      ),
    );
  const found: string[] = [];
  for (const path of ['/collect?n=1', '/page', '/collect?n=2', '/collect?n=2'])
    found.push(
      await ask(path).then(
        () => 'answered',
        () => 'cut',
      ),
    );
  expect(found).toEqual(outcomes);
  expect(asked).toEqual(['/collect?n=1', '/page', '/collect?n=2', '/collect?n=2']);
});

test('a redirect leads to the same site, and is followed there', async () => {
  const { asked, origin } = await behind('redirect-307');
  const answer = await fetch(`${origin}/collect?n=1`, { method: 'POST', body: 'a' });
  expect(await answer.text()).toBe('here is /collect?n=1&moved');
  expect(asked).toEqual(['/collect?n=1&moved']);
});

test('where nothing listens a connection is refused', async () => {
  const { origin } = await behind('down');
  await expect(fetch(origin)).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } });
});

function askOverHttp2(origin: string, path: string): Promise<string> {
  const session = connect2(origin, { rejectUnauthorized: false });
  onTestFinished(() => session.destroy());
  return new Promise((resolve, reject) => {
    session.on('error', reject);
    text(session.request({ ':path': path })).then(
      answer => (answer === '' ? reject(new Error('No answer.')) : resolve(answer)),
      reject,
    );
  });
}
