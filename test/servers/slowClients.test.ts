import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { lacking, type RecipeName, recipes } from './recipes.ts';

for (const name of Object.keys(recipes) as RecipeName[]) {
  // A slow client holds one of Apache's processes, for 5 s.
  const clients = name === 'Apache with mod_php' ? 20 : 200;

  test.skipIf(lacking(name))(
    `${name} answers while ${clients} clients are slow to send${lacking(name)}`,
    async () => {
      const recipe = await recipes[name].start({
        'apache.conf': text => text.replace('MaxRequestWorkers 150', 'MaxRequestWorkers 20'),
      });
      const head = `POST ${recipe.path}?slow HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n`;
      const sockets = await Promise.all(
        Array.from({ length: clients }, () => slow(recipe.port, head)),
      );
      onTestFinished(async () => {
        for (const socket of sockets) socket.destroy();
        await recipe.end();
      });
      const start = performance.now();
      const { status } = await fetch(recipe.url);
      expect(status).toBe(recipe.empty);
      expect(performance.now() - start).toBeLessThan(15_000);
      await expect.poll(recipe.lines).toMatchObject([{ method: 'GET' }]);
    },
  );
}

test('Fastify cuts a client that does not come to the end of its body', async () => {
  const recipe = await recipes.Fastify.start({
    // Node looks for late requests every 30 s, and takes the shorter of its two limits for that of the headers.
    'fastify.js': text =>
      text.replace(
        'requestTimeout: 60_000',
        'requestTimeout: 100, http: { headersTimeout: 100, connectionsCheckingInterval: 50 }',
      ),
  });
  onTestFinished(recipe.end);
  const head = `POST ${recipe.path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n`;
  const socket = await slow(recipe.port, head);
  await once(socket.resume(), 'close');
  expect(await recipe.lines()).toEqual([]);
});

/** Connects, and sends a head and half a body. */
function slow(port: number, head: string): Promise<Socket> {
  return new Promise(resolve => {
    const socket = connect(port, '127.0.0.1', () =>
      socket.write(`${head}half`, () => resolve(socket)),
    );
    socket.on('error', () => {});
  });
}
