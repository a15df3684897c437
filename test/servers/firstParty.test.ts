import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type Changes, lacking, recipes } from './recipes.ts';

const NAME = 'Express behind nginx';

/** A collector of a few lines in place of Express. */
const collector = (lines: string): Changes => ({
  'express.js': () => `
    import { appendFileSync } from 'node:fs';
    import { createServer } from 'node:http';
    createServer((request, response) => { ${lines} }).listen(process.env.PORT, '127.0.0.1');`,
});

test.skipIf(lacking(NAME))(
  `nginx hands the collector who asks, from where, and not the site’s cookies${lacking(NAME)}`,
  async () => {
    const { url, lines, end } = await recipes[NAME].start(
      collector(`
        appendFileSync('triggers.ndjson', JSON.stringify(request.headers) + '\\n');
        response.writeHead(204).end();`),
    );
    onTestFinished(end);
    const headers = { cookie: 'session=1', 'sec-fetch-site': 'same-origin' };
    expect((await fetch(url, { method: 'POST', headers })).status).toBe(204);
    const [asked] = await lines();
    expect(asked).toMatchObject({
      host: '127.0.0.1',
      'sec-fetch-site': 'same-origin',
      'x-forwarded-for': '127.0.0.1',
    });
    expect(asked).not.toHaveProperty('cookie');
  },
);

test.skipIf(lacking(NAME))(
  `nginx asks a collector that hangs up once, and says that it is away${lacking(NAME)}`,
  async () => {
    const { url, lines, end } = await recipes[NAME].start(
      collector(`
        appendFileSync('triggers.ndjson', '{}\\n');
        request.socket.destroy();`),
    );
    onTestFinished(end);
    const answer = await fetch(url);
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('10');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(await lines()).toHaveLength(1);
  },
);

test.skipIf(lacking(NAME))(
  `nginx closes an idle connection before Node does, so that no trigger meets Node’s close${lacking(NAME)}`,
  async () => {
    const { url, lines, end } = await recipes[NAME].start(
      collector(`
        const write = by => appendFileSync('triggers.ndjson', JSON.stringify({ by }) + '\\n');
        request.socket.once('end', () => write('nginx')).once('timeout', () => write('Node'));
        response.writeHead(204).end();`),
    );
    onTestFinished(end);
    expect((await fetch(url)).status).toBe(204);
    await expect.poll(lines).toHaveLength(1);
    expect(await lines()).toEqual([{ by: 'nginx' }]);
  },
);

const TYPES = {
  'index.html': /^text\/html$/,
  'sendoff.js': /^(text|application)\/javascript$/,
  'app.mjs': /^(text|application)\/javascript$/,
  'style.css': /^text\/css$/,
  'logo.svg': /^image\/svg\+xml$/,
};

test.skipIf(lacking(NAME))(
  `nginx gives a site’s files their types, as modules and style sheets need them${lacking(NAME)}`,
  async () => {
    const { port, folder, end } = await recipes[NAME].start();
    onTestFinished(end);
    await mkdir(join(folder, 'site'));
    for (const [name, type] of Object.entries(TYPES)) {
      await writeFile(join(folder, 'site', name), '');
      const { headers } = await fetch(`http://127.0.0.1:${port}/${name}`);
      expect(headers.get('content-type'), name).toMatch(type);
    }
  },
);
