import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, copyFile, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { freePort } from '../setup/freePort.ts';
import { programs } from '../setup/programs.ts';

const DOCS = fileURLToPath(new URL('../docs/servers/', import.meta.url));
const SLOW = fileURLToPath(new URL('../demo-server/php/scripts/slow.php', import.meta.url));
const MODULES = fileURLToPath(new URL('../node_modules/', import.meta.url));

const SLOW_FOR_LEFT = "if (($_REQUEST['id'] ?? '') === 'left') usleep(300000);\n";

/** A folder that holds the files as the docs show them, but for a port, and for a pause. */
async function install(...files: string[]) {
  const folder = await mkdtemp(join(tmpdir(), 'sendoff-'));
  await chmod(folder, 0o777); // PHP-FPM and Apache work as another user when they are started as root
  const port = await freePort();
  for (const file of files) {
    const text = await readFile(join(DOCS, file), 'utf8');
    const moved = text.replace(/(?<=listen(en)? 127\.0\.0\.1:)\d+/i, `${port}`);
    // Whoever leaves has left before the answer: there PHP would stop.
    await writeFile(join(folder, file), moved.replace(/(?=set_time_limit)/, SLOW_FOR_LEFT));
  }
  onTestFinished(() => rm(folder, { recursive: true }));
  const done = async () =>
    (await readFile(join(folder, 'done'), 'utf8').catch(() => '')).split('\n');
  return { folder, port, url: `http://127.0.0.1:${port}`, done };
}

/** Starts a program in the foreground; it is gone after the test. */
function start(
  command: string | undefined,
  args: string[],
  cwd: string,
  env: NodeJS.ProcessEnv = {},
) {
  const child: ChildProcess = spawn(command as string, args, {
    cwd,
    detached: true, // Apache ends its whole process group, which would be this one
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'inherit'], // what goes wrong is to be seen
  });
  onTestFinished(async () => {
    child.kill('SIGTERM');
    if (child.exitCode === null) await once(child, 'exit');
  });
}

function isUp(url: string): Promise<boolean> {
  return fetch(url).then(
    () => true,
    () => false,
  );
}

/** What every recipe does: it answers each form at once, and works on whoever leaves. */
async function check(
  { url, port, done }: Awaited<ReturnType<typeof install>>,
  path: string,
  empty = 204,
) {
  await expect.poll(() => isUp(url), { timeout: 10_000 }).toBe(true);
  const call = async (query: string, init: RequestInit) => {
    const start = performance.now();
    const answer = await fetch(`${url}${path}${query}`, init);
    const length = (await answer.arrayBuffer()).byteLength;
    // The work takes 1 s, and the next call may come by the same connection.
    expect(performance.now() - start, 'the answer did not wait').toBeLessThan(800);
    return { status: answer.status, headers: answer.headers, length };
  };
  const form = await call('', { method: 'POST', body: new URLSearchParams({ id: 'form' }) });
  expect(form.status).toBe(empty);
  const image = await call('?id=image', { headers: { 'sec-fetch-dest': 'image' } });
  expect(image).toMatchObject({ status: 200, length: 42 });
  expect(image.headers.get('content-type')).toBe('image/gif');
  expect(image.headers.get('cache-control')).toBe('no-store');
  const json = await call('?id=text', { method: 'POST', body: '{"id":7}' });
  expect(json.status).toBe(empty);

  const socket = connect(port, '127.0.0.1', () => {
    const request = `GET ${path}?id=left HTTP/1.1\r\nHost: localhost\r\n\r\n`;
    socket.write(request, () => socket.resetAndDestroy());
  });
  const large = await fetch(url + path, { method: 'POST', body: 'x'.repeat(100_000) });
  expect(large.status).toBe(413);
  await expect
    .poll(async () => (await done()).sort(), { timeout: 5000 })
    .toEqual(['', 'form', 'image', 'left', 'text']);
}

const [nginx, phpFpm, apache] = [programs.nginx, programs.phpFpm, programs.apache].map(({ path }) =>
  path(),
);

describe('the recipes in docs/servers, as they stand', { timeout: 30_000 }, () => {
  test.each(['express.js', 'fastify.js'])('%s', async file => {
    const recipe = await install(file);
    await symlink(MODULES, join(recipe.folder, 'node_modules'));
    start(process.execPath, [file], recipe.folder, { PORT: String(recipe.port) });
    await check(recipe, '/trigger');
  });

  test.skipIf(!nginx || !phpFpm)('nginx with PHP-FPM (needs nginx and php-fpm)', async () => {
    const recipe = await install('nginx-php-fpm.conf', 'php-fpm.conf', 'trigger.php');
    start(phpFpm, ['-p', recipe.folder, '-y', 'php-fpm.conf', '-F'], recipe.folder);
    await expect.poll(() => existsSync(join(recipe.folder, 'php-fpm.sock'))).toBe(true);
    start(nginx, ['-p', recipe.folder, '-c', 'nginx-php-fpm.conf'], recipe.folder);
    await check(recipe, '/trigger.php', 200);
  });

  test.skipIf(!apache)(
    'Apache with mod_php (needs apache2 and its module of PHP 8.2)',
    async () => {
      const recipe = await install('apache.conf', 'trigger.php');
      const { folder } = recipe;
      start(apache, ['-d', folder, '-f', `${folder}/apache.conf`, '-D', 'FOREGROUND'], folder, {
        FOLDER: folder,
      });
      await check(recipe, '/trigger.php', 200);
    },
  );

  test.skipIf(!nginx)('nginx alone, as a pixel log (needs nginx)', async () => {
    const { folder, url } = await install('nginx-pixel.conf');
    start(nginx, ['-p', folder, '-c', 'nginx-pixel.conf'], folder);
    await expect.poll(() => isUp(url), { timeout: 10_000 }).toBe(true);
    const hostile = encodeURIComponent('"\n{"x":1}');
    const image = await fetch(`${url}/pixel.gif?id=1&note=${hostile}`);
    expect(image.headers.get('content-type')).toBe('image/gif');
    expect((await image.arrayBuffer()).byteLength).toBe(43);
    const headers = { referer: 'http://localhost/"\u00e9', 'sec-fetch-dest': 'empty' };
    const beacon = await fetch(`${url}/trigger?id=2`, { method: 'POST', body: 'id=2', headers });
    expect(beacon.status).toBe(204);
    // nginx writes its log when the answer has left.
    const read = async () =>
      (await readFile(join(folder, 'triggers.ndjson'), 'utf8')).split('\n').slice(0, -1);
    await expect.poll(read).toHaveLength(2);
    const lines = (await read()).map(line => JSON.parse(line));
    expect(lines).toMatchObject([
      { method: 'GET', query: `id=1&note=${hostile}` },
      { method: 'POST', query: 'id=2' },
    ]);
  });
});

test.skipIf(!nginx || !phpFpm)(
  'under PHP-FPM the demo’s slow script answers early, and then must ignore that it has no client (needs nginx and php-fpm)',
  { timeout: 30_000 },
  async () => {
    const reports: Record<string, string>[] = [];
    const collect = createServer((request, answer) => {
      reports.push(Object.fromEntries(new URL(request.url ?? '', 'http://x').searchParams));
      answer.end();
    }).listen(0, '127.0.0.1');
    onTestFinished(() => {
      collect.close();
    });
    await expect.poll(() => collect.listening).toBe(true);
    const { port } = collect.address() as AddressInfo;

    const { folder, url } = await install('nginx-php-fpm.conf', 'php-fpm.conf');
    await copyFile(SLOW, join(folder, 'trigger.php'));
    const conf = join(folder, 'nginx-php-fpm.conf');
    const report = `fastcgi_param SENDOFF_REPORT http://127.0.0.1:${port}/collect;`;
    const text = await readFile(conf, 'utf8');
    await writeFile(conf, text.replace('fastcgi_param', `${report} fastcgi_param`));
    start(phpFpm, ['-p', folder, '-y', 'php-fpm.conf', '-F'], folder);
    await expect.poll(() => existsSync(join(folder, 'php-fpm.sock'))).toBe(true);
    start(nginx, ['-p', folder, '-c', 'nginx-php-fpm.conf'], folder);
    await expect.poll(() => isUp(url), { timeout: 10_000 }).toBe(true);

    const call = async (query: string) =>
      (await fetch(`${url}/trigger.php?ms=500&${query}`)).text();
    expect(await call('run=late')).toBe('..........');
    expect(reports.length, 'the report comes before a late answer ends').toBe(1);
    for (const ignore of ['0', '1']) {
      expect(await call(`run=early-${ignore}&early=1&ignore=${ignore}`)).toBe('early\n');
    }
    expect(reports.length, 'an early answer does not wait').toBeLessThan(3);
    await expect.poll(() => reports, { timeout: 5000 }).toHaveLength(3);
    const steps = Object.fromEntries(reports.map(({ run, steps }) => [run, steps]));
    expect(steps).toEqual({ late: '10 of 10', 'early-0': '0 of 10', 'early-1': '10 of 10' });
  },
);
