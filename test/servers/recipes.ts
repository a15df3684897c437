import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Redis } from 'ioredis';
import { poll } from '../../e2e/browsers/poll.ts';
import { answers } from '../../setup/answers.ts';
import { freePort } from '../../setup/freePort.ts';
import { onPath } from '../../setup/onPath.ts';
import { programs } from '../../setup/programs.ts';

const RECIPES = fileURLToPath(new URL('../../docs/servers/', import.meta.url));
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const MODULES = join(ROOT, 'node_modules');

/** A trigger as a recipe has written it down. */
export interface Line {
  method: string;
  query: Readonly<Record<string, unknown>>;
  body?: unknown;
}

/** A recipe's servers, which run as the docs start them but for their ports. */
export interface Recipe {
  port: number;
  /** Where it takes triggers. */
  path: string;
  url: string;
  /** The status of an answer that has no body. */
  empty: 200 | 204;
  folder: string;
  /** What it has written down, in order; fails where a line is no JSON in UTF-8. */
  lines(): Promise<readonly Line[]>;
  /** The triggers whose work is done. */
  done(): Promise<readonly Line[]>;
  /** Where its Redis listens, where it has one. */
  redisPort: number;
  /** Starts one more program in its folder, which ends with it. */
  run(command: string | undefined, args: string[]): ChildProcess;
  end(): Promise<void>;
}

/** What takes the place of a recipe's own file: the work, which is its user's, or a setting under test. */
export type Changes = Readonly<Record<string, (text: string) => string>>;

type Program = keyof typeof programs;

interface Kind {
  needs: readonly Program[];
  /** @param fileSize how large its files may grow, in blocks of 512 bytes: as on a full disk, a write stops in the middle */
  start(changes?: Changes, fileSize?: number): Promise<Recipe>;
}

export const recipes = {
  Express: { needs: [], start: (...how) => startNode('express.js', ...how) },
  Fastify: { needs: [], start: (...how) => startNode('fastify.js', ...how) },
  'Express behind nginx': {
    needs: ['nginx'],
    async start(changes = {}, fileSize) {
      const inner = await freePort();
      const all: Changes = {
        ...changes,
        'nginx.conf': text =>
          (changes['nginx.conf'] ?? String)(text.replace('127.0.0.1:8084', `127.0.0.1:${inner}`)),
      };
      const site = await install(['node', 'first-party'], all, fileSize);
      await runNode(site, 'express.js', inner);
      site.run(programs.nginx.path(), ['-p', site.folder, '-c', 'nginx.conf']);
      await site.listens(site.port);
      return recipe(site, '/trigger', 204);
    },
  },
  'PHP-FPM with nginx': {
    needs: ['nginx', 'phpFpm'],
    async start(...how) {
      const site = await install(['php'], ...how);
      await startPhpFpm(site);
      return recipe(site, '/trigger.php', 200);
    },
  },
  'Apache with mod_php': {
    needs: ['apache'],
    async start(...how) {
      const site = await install(['php'], ...how);
      const args = ['-d', site.folder, '-f', `${site.folder}/apache.conf`, '-D', 'FOREGROUND'];
      site.run(programs.apache.path(), args, { FOLDER: site.folder });
      await site.listens(site.port);
      return recipe(site, '/trigger.php', 200);
    },
  },
  'PHP with a queue in Redis': {
    needs: ['nginx', 'phpFpm', 'redis'],
    async start(changes) {
      const site = await install(['php'], changes);
      site.run(programs.redis.path(), ['redis.conf']);
      await site.listens(site.redisPort);
      await startPhpFpm(site);
      const lines = async () => {
        const client = new Redis(site.redisPort);
        const waiting = await client.lrangeBuffer('triggers', 0, -1);
        client.disconnect();
        return waiting.map(parseLine);
      };
      return { ...recipe(site, '/enqueue.php', 200), lines };
    },
  },
  'nginx alone, as a pixel log': {
    needs: ['nginx'],
    async start(changes) {
      const site = await install(['pixel'], changes);
      site.run(programs.nginx.path(), ['-p', site.folder, '-c', 'nginx.conf']);
      await site.listens(site.port);
      const own = recipe(site, '/trigger', 204);
      const lines = async () =>
        (await own.lines()).map(line => ({
          ...line,
          query: Object.fromEntries(new URLSearchParams(String(line.query))),
        }));
      return { ...own, lines };
    },
  },
} satisfies Record<string, Kind> as Readonly<Record<RecipeName, Kind>>;

export type RecipeName =
  | 'Express'
  | 'Fastify'
  | 'Express behind nginx'
  | 'PHP-FPM with nginx'
  | 'Apache with mod_php'
  | 'PHP with a queue in Redis'
  | 'nginx alone, as a pixel log';

/** Why a recipe cannot run here, as the end of a test's title; else nothing. */
export function lacking(name: RecipeName, ...more: readonly Program[]): string {
  const missing = [...recipes[name].needs, ...more].filter(
    program => programs[program].path() === undefined,
  );
  return missing.length > 0 ? ` (needs ${missing.join(', ')})` : '';
}

type Site = Awaited<ReturnType<typeof install>>;

/** A folder that holds a recipe's files as the docs show them, but for the ports. */
async function install(
  sources: readonly ('node' | 'first-party' | 'php' | 'pixel')[],
  changes: Changes = {},
  fileSize?: number,
) {
  const folder = await mkdtemp(join(tmpdir(), 'sendoff-'));
  await chmod(folder, 0o777); // PHP-FPM and Apache work as another user when they are started as root
  const [port, redisPort] = [await freePort(), await freePort()];
  for (const source of sources) {
    for (const file of await readdir(join(RECIPES, source))) {
      const text = (await readFile(join(RECIPES, source, file), 'utf8'))
        .replace(/(?<=listen(en)? 127\.0\.0\.1:)\d+/i, `${port}`)
        .replaceAll('6379', `${redisPort}`);
      await writeFile(join(folder, file), (changes[file] ?? String)(text));
    }
  }

  // As PHP is where it has no php.ini, as in its Docker images: its messages go out before the status does.
  await writeFile(
    join(folder, 'php.ini'),
    'display_errors = on\ndisplay_startup_errors = on\noutput_buffering = 0\n',
  );

  const children: ChildProcess[] = [];
  const run = (command: string | undefined, args: string[], env: NodeJS.ProcessEnv = {}) => {
    // nginx, Apache and PHP-FPM end all their processes on SIGTERM: it comes also when this one is killed.
    const leash = onPath('setpriv');
    // What would be too large is to be an error and not the end.
    const limit = ['sh', '-c', `trap "" XFSZ; ulimit -f ${fileSize}; exec "$0" "$@"`];
    const [file, ...all] = [
      ...(leash ? [leash, '--pdeathsig', 'TERM'] : []),
      ...(fileSize === undefined ? [] : limit),
      command,
      ...args,
    ];
    const child = spawn(file as string, all as string[], {
      cwd: folder,
      detached: true, // Apache ends its whole process group, which would be this one
      env: { ...process.env, PHPRC: folder, ...env },
      stdio: ['ignore', 'ignore', 'inherit'], // what goes wrong is to be seen
    });
    children.push(child);
    return child;
  };
  const end = async () => {
    for (const child of children.reverse()) {
      child.kill('SIGTERM');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    }
    await rm(folder, { recursive: true });
  };
  const listens = (at: number | string) => poll(`a server at ${at}`, () => answers(at));
  return { folder, port, redisPort, run, listens, end };
}

async function startNode(file: string, ...how: Parameters<Kind['start']>): Promise<Recipe> {
  const site = await install(['node'], ...how);
  await runNode(site, file, site.port);
  return recipe(site, '/trigger', 204);
}

async function runNode(site: Site, file: string, port: number): Promise<void> {
  const modules = join(site.folder, 'node_modules');
  await mkdir(modules);
  for (const name of ['express', 'fastify'])
    await symlink(join(MODULES, name), join(modules, name));
  await symlink(ROOT, join(modules, 'sendoff'));
  site.run(process.execPath, [file], { PORT: String(port) });
  await site.listens(port);
}

async function startPhpFpm(site: Site): Promise<void> {
  site.run(programs.phpFpm.path(), ['-p', site.folder, '-y', 'php-fpm.conf', '-F']);
  for (const pool of ['work', 'queue']) await site.listens(join(site.folder, `${pool}.sock`));
  site.run(programs.nginx.path(), ['-p', site.folder, '-c', 'nginx.conf']);
  await site.listens(site.port);
}

function recipe(
  { folder, port, redisPort, run, end }: Site,
  path: string,
  empty: 200 | 204,
): Recipe {
  const read = async (file: string) => {
    const bytes = await readFile(join(folder, file)).catch(() => Buffer.of());
    return splitLines(bytes).map(parseLine);
  };
  return {
    port,
    path,
    url: `http://127.0.0.1:${port}${path}`,
    empty,
    folder,
    lines: () => read('triggers.ndjson'),
    done: () => read('done.ndjson'),
    redisPort,
    run,
    end,
  };
}

function splitLines(bytes: Buffer): readonly Buffer[] {
  const lines: Buffer[] = [];
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf('\n', start);
    if (end < 0) break; // half written still
    lines.push(bytes.subarray(start, end));
    start = end + 1;
  }
  return lines;
}

function parseLine(bytes: Buffer): Line {
  return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
}
