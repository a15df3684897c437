import { expect, onTestFinished, test } from 'vitest';
import { lacking, recipes } from './recipes.ts';

const NAME = 'nginx alone, as a pixel log';

test.skipIf(lacking(NAME))(
  `The pixel log writes a line of JSON for each image and each beacon${lacking(NAME)}`,
  async () => {
    const recipe = await recipes[NAME].start();
    onTestFinished(recipe.end);
    const origin = `http://127.0.0.1:${recipe.port}`;
    const hostile = '"\n{"x":1}';
    const image = await fetch(`${origin}/pixel.gif?id=1&note=${encodeURIComponent(hostile)}`);
    expect(image.headers.get('content-type')).toBe('image/gif');
    expect((await image.arrayBuffer()).byteLength).toBe(43);
    const headers = { referer: 'http://localhost/"\u00e9', 'sec-fetch-dest': 'empty' };
    const beacon = await fetch(`${origin}/trigger?id=2`, { method: 'POST', headers });
    expect(beacon.status).toBe(204);
    const tagged = await fetch(`${origin}/trigger?id=3&sendoff=abc.1.beacon.pagehide`, {
      method: 'POST',
      headers: { referer: 'http://localhost/' },
    });
    expect(tagged.status).toBe(204);
    // nginx writes its log when the answer has left.
    await expect.poll(recipe.lines).toHaveLength(3);
    expect(await recipe.lines()).toMatchObject([
      { method: 'GET', query: { id: '1', note: hostile } },
      { method: 'POST', query: { id: '2' }, referer: '' },
      { method: 'POST', query: { id: '3' }, referer: 'http://localhost/' },
    ]);
  },
);

test.skipIf(lacking(NAME))(
  `The pixel log answers a POST to the image 405, with what it allows, and lets nothing be cached${lacking(NAME)}`,
  async () => {
    const recipe = await recipes[NAME].start();
    onTestFinished(recipe.end);
    const url = `http://127.0.0.1:${recipe.port}/pixel.gif`;
    const answer = await fetch(url, { method: 'POST' });
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toBe('GET, HEAD');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    await fetch(`${url}?marker`);
    await expect.poll(recipe.lines).toMatchObject([{ method: 'GET', query: { marker: '' } }]);
  },
);
