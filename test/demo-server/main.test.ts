import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { parseOptions } from '../../demo-server/parseOptions.ts';
import { startProcess as start } from './startProcess.ts';

test.each(['SIGINT', 'SIGTERM'] as const)('it listens, logs, and ends on %s', async signal => {
  const server = await start('--port', '0');
  await expect.poll(server.output, { timeout: 10_000 }).toContain('/live');
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(server.output())?.[0];
  expect((await fetch(`${url}/collect`, { method: 'POST', body: 'id=7' })).status).toBe(204);
  expect(await readFile(join(server.folder, 'logs/requests.ndjson'), 'utf8')).toContain('id=7');
  await expect.poll(server.output).toContain('POST /collect');
  expect(server.output()).not.toContain('\u001b');

  const held = fetch(`${url}/scripts/slow?ms=60000`);
  await expect.poll(server.output).toContain('/scripts/slow');
  server.child.kill(signal);
  expect(await server.exit).toBe(0);
  expect((await held).status).toBe(503);
  expect(server.errors()).toBe('');
});

test('a port in use is told without a stack', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => {
    other.close();
  });
  await expect.poll(() => other.listening).toBe(true);
  const { port } = other.address() as AddressInfo;
  const server = await start('--port', String(port));
  expect(await server.exit).toBe(1);
  expect(server.errors()).toBe('The port is in use: choose another with --port.\n');
});

test('a bad option is told without a stack', async () => {
  const server = await start('--prot', '8787');
  expect(await server.exit).toBe(1);
  expect(server.errors()).toMatch(/^Unknown option '--prot'.*\n$/);
});

describe('the options', () => {
  test('have defaults', () => {
    expect(parseOptions([])).toEqual({
      port: 8787,
      host: '127.0.0.1',
      log: 'logs/requests.ndjson',
      allowOrigin: [],
      queue: undefined,
    });
  });

  test('allow several origins', () => {
    const args = ['--allow-origin', 'https://a.example', '--allow-origin=http://b.example:8080'];
    expect(parseOptions(args).allowOrigin).toEqual(['https://a.example', 'http://b.example:8080']);
  });

  test.each([
    [['--port', 'x'], '--port must be a number from 0 to 65535'],
    [['--port', '65536'], '--port must be a number from 0 to 65535'],
    [['--port=-1'], '--port must be a number from 0 to 65535'],
    [['--port', '80.5'], '--port must be a number from 0 to 65535'],
    [['--allow-origin', '*'], '--allow-origin must be an origin'],
    [['--allow-origin', 'https://a.example/'], '--allow-origin must be an origin'],
    [['--queue', 'localhost:6379'], '--queue must be Redis, as redis://127.0.0.1:6379'],
    [['--queue', 'http://localhost'], '--queue must be Redis'],
    [['--none'], "Unknown option '--none'"],
    [['extra'], "Unexpected argument 'extra'"],
    [['--log'], "Option '--log <value>' argument missing"],
  ])('%j is told: %s', (args, message) => {
    expect(() => parseOptions(args)).toThrow(message);
  });
});
