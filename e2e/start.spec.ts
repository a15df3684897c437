import { execFile, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { freePort } from '../setup/freePort.ts';
import { isLeftOut, LEFT_OUT } from './support/oneEngine.ts';
import { expect, test } from './support/test.ts';

test.skip(isLeftOut, LEFT_OUT);

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const run = promisify(execFile);

test('a new user sees a visit and an exit in a server’s log, by what Start says alone', async ({
  open,
}) => {
  const guide = await readFile(join(ROOT, 'docs/start.md'), 'utf8');
  /** The code that follows a file's name. */
  const file = (name: string) =>
    new RegExp(`^\`${name}\`.*?\`\`\`\\w+\n(.*?)^\`\`\``, 'ms').exec(guide)?.[1] ?? '';
  const folder = await mkdtemp(join(tmpdir(), 'sendoff-start-'));
  const port = await freePort();
  await run('npm', ['init', '-y'], { cwd: folder });
  await run('npm', ['install', '--offline', '--install-links', ROOT], { cwd: folder });
  await writeFile(join(folder, 'index.html'), file('index.html'));
  await writeFile(join(folder, 'server.mjs'), file('server.mjs').replaceAll('8080', `${port}`));
  // Playwright asks its own processes for colours.
  const env = { ...process.env, FORCE_COLOR: '0' };
  const server = spawn('node', ['server.mjs'], { cwd: folder, env });
  try {
    let log = '';
    server.stdout.setEncoding('utf8').on('data', text => {
      log += text;
    });
    await expect.poll(() => log).toContain(`http://127.0.0.1:${port}`);
    const tab = await open(`http://127.0.0.1:${port}/`);
    await expect.poll(() => log).toMatch(/^\/visit .*n: 1,.*when: 'now'/ms);
    await tab.close();
    await expect.poll(() => log).toMatch(/^\/left .*n: 2,.*when: '(pagehide|hidden)'/ms);
  } finally {
    server.kill();
    await rm(folder, { recursive: true });
  }
});
