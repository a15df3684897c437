import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { newFolder } from '../newFolder.ts';
import { startServer } from './startServer.ts';

test.each([
  ['/', 'Fire a server script'],
  ['/playground', '<h1>Playground</h1>'],
  ['/live', '<h1>Live</h1>'],
  ['/methods', '<h1>Methods</h1>'],
  ['/left?view=x', 'You have left'],
  ['/matrix', '<h1>Delivery</h1>'],
  ['/benchmarks', '<h1>Benchmarks</h1>'],
])('%s is a page under a strict policy', async (path, text) => {
  const { app, entries } = await startServer();
  const { statusCode, headers, payload } = await app.inject(path);
  expect(statusCode).toBe(200);
  expect(headers['content-type']).toBe('text/html; charset=utf-8');
  expect(headers['content-security-policy']).toContain("default-src 'none'");
  expect(headers['content-security-policy']).not.toContain('unsafe');
  expect(headers['x-content-type-options']).toBe('nosniff');
  expect(payload).toContain(text);
  // What the policy would block must not be there in the first place.
  expect(payload).not.toMatch(/<script(?![^>]* src=)|\son[a-z]+=|\sstyle=|<style|https?:\/\//);
  expect(await entries()).toEqual([]);
});

test('a recipe is a page that cannot be framed', async () => {
  const { app } = await startServer();
  const { statusCode, headers, payload } = await app.inject('/recipes/views');
  expect(statusCode).toBe(200);
  expect(headers['content-type']).toMatch(/^text\/html/);
  expect(headers['content-security-policy']).toBe("frame-ancestors 'none'");
  expect(payload).toContain('<h1>Page views</h1>');
});

test('the pages share their head and top, which marks the present one', async () => {
  const { app } = await startServer();
  for (const path of ['/', '/playground', '/live', '/matrix']) {
    const { payload } = await app.inject(path);
    expect(payload).not.toContain('<!-- part:');
    expect(payload).toContain('<meta charset="utf-8" />');
    expect(payload.match(/aria-current="page"/g)).toHaveLength(1);
    expect(payload).toContain(`<a href="${path}" aria-current="page">`);
  }
});

test('each file that a page names exists', async () => {
  const { app } = await startServer();
  for (const path of [
    '/',
    '/playground',
    '/live',
    '/methods',
    '/left',
    '/matrix',
    '/benchmarks',
    '/visitor',
  ]) {
    const { payload } = await app.inject(path);
    for (const [, url] of payload.matchAll(/(?:src|href)="(\/[^"]+\.\w+)"/g)) {
      expect([url, (await app.inject(url as string)).statusCode]).toEqual([url, 200]);
    }
  }
});

test.each(['/live.html', '/live/live.html', '/live/', '/live/timeline'])(
  '%s is no page',
  async path => {
    const { app } = await startServer();
    expect((await app.inject(path)).statusCode).toBe(404);
  },
);

test('no page may be kept out of the back/forward cache by its headers', async () => {
  const { app } = await startServer();
  expect((await app.inject('/playground')).headers['cache-control']).not.toContain('no-store');
});

test('a request for /favicon.ico is not logged', async () => {
  const { app, entries } = await startServer();
  expect((await app.inject('/favicon.ico')).statusCode).toBe(204);
  expect(await entries()).toEqual([]);
});

test('a file that is missing in dist says how to build it', async () => {
  const { app } = await startServer();
  const { statusCode, payload } = await app.inject('/dist/none.js');
  expect(statusCode).toBe(404);
  expect(payload).toContain('npm run build');
});

test('more folders can be served, without the policy of the own pages', async () => {
  const folder = await newFolder();
  await writeFile(join(folder, 'page.html'), '<p>theirs</p>');
  const { app } = await startServer({ pages: { '/theirs/': folder } });
  const { payload, headers } = await app.inject('/theirs/page');
  expect(payload).toBe('<p>theirs</p>');
  expect(headers).not.toHaveProperty('content-security-policy');
  expect(headers['cache-control']).not.toContain('no-store');
});

test('the log can be downloaded, and is empty at first', async () => {
  const server = await startServer();
  const empty = await server.app.inject('/log');
  expect(empty.payload).toBe('');
  await server.app.inject('/collect');
  const { headers, payload } = await server.app.inject('/log');
  expect(headers['content-type']).toBe('application/x-ndjson; charset=utf-8');
  expect(headers['content-disposition']).toContain('attachment');
  expect(payload.split('\n')).toEqual([expect.stringContaining('"received"'), '']);
  expect((await server.app.inject({ method: 'HEAD', url: '/log' })).statusCode).toBe(200);
});

test('what has been measured is served as JSON', async () => {
  const { url } = await startServer();
  for (const file of ['delivery', 'conditions', 'benchmarks']) {
    const answer = await fetch(`${url}/${file}.json`);
    expect(answer.status, file).toBe(200);
    expect(Object.keys(await answer.json()), file).not.toEqual([]);
  }
});
