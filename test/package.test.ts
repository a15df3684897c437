import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { parse } from 'acorn';
import { afterAll, beforeAll, expect, test } from 'vitest';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../', import.meta.url));
const { 'web-vitals': webVitals } = JSON.parse(
  readFileSync(join(root, 'package.json'), 'utf8'),
).devDependencies;
let project: string;

/** What builds and checks an application, by its name there: no test of the package fetches that anew. */
const TOOLS = {
  '@types/node': '@types/node',
  typescript: '@typescript/native',
  vite: 'vite',
};

// An empty Vite project, into which the package is installed as users install it.
beforeAll(async () => {
  if (!existsSync(join(root, 'dist/index.d.ts'))) await run('npm', ['run', 'build'], { cwd: root });
  project = await mkdtemp(join(tmpdir(), 'sendoff-vite-'));
  const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', project], {
    cwd: root,
  });
  const [{ filename }] = JSON.parse(stdout);
  await writeFile(
    join(project, 'package.json'),
    JSON.stringify({
      private: true,
      type: 'module',
      dependencies: { sendoff: `file:${filename}`, 'web-vitals': webVitals },
      devDependencies: { oldest: 'npm:typescript@5.0.4' },
    }),
  );
  await writeFile(
    join(project, 'main.ts'),
    `import { createTrigger, trigger, type Receipt, type TriggerOptions } from 'sendoff';
import { trigger as lean } from 'sendoff/lean';
import { createQueue } from 'sendoff/queue';
import { createOutbox } from 'sendoff/outbox';
import { reportVitals } from 'sendoff/vitals';
import { answerFor, createLedger, readTag } from 'sendoff/server';
import * as attribution from 'web-vitals/attribution';
const options: TriggerOptions = { data: () => ({ id: 7 }), via: ['beacon', 'img'], when: 'hidden' };
const receipt: Promise<Receipt> = trigger('/visit', options);
const send = createTrigger({ base: 'https://scripts.example.com/', credentials: 'omit' });
receipt.then(({ outcome }) => send('done', { data: { outcome } }));
const queue = createQueue<{ id: number }>('/events', { trigger: send, format: 'ndjson' });
queue.push({ id: 7 });
const outbox = createOutbox({ name: 'orders', trigger: { base: '/' }, accepted: ({ ok }) => ok });
createQueue('/events', { trigger: outbox.trigger });
reportVitals('/vitals', { trigger: outbox.trigger });
createOutbox({ name: 'visits', worker: new URL('sendoff/dist/outbox.worker.js', import.meta.url) });
outbox.flush().then((count: number) => outbox.clear());
lean('/visit', { data: { id: 7 }, when: 'hidden', after: receipt });
reportVitals('/vitals', { attribution });
const tag = readTag('/visit');
const { status, headers, body } = answerFor(new Headers(), tag);
if (tag && createLedger().enter(tag).duplicate) new Response(body, { status, headers });
// @ts-expect-error not an event of this queue
queue.push('text');
// @ts-expect-error no such transport
trigger('/visit', { via: 'xhr' });
`,
  );
  await writeFile(
    join(project, 'library.ts'),
    `import { trigger } from 'sendoff';
import { trigger as lean } from 'sendoff/lean';
import { createOutbox } from 'sendoff/outbox';
import { createQueue } from 'sendoff/queue';
interface Summary { id: number; seen?: Date }
class Session { constructor(private readonly id: number) {} summary(): Summary { return { id: this.id }; } }
const session = new Session(7);
trigger('/report', { data: session.summary() });
trigger('/report', { data: () => session.summary(), priority: 'low' });
trigger('/report', { data: session });
trigger('/report', { data: new Uint8Array(7) });
// @ts-expect-error read in the task that sends
trigger('/report', { data: async () => session.summary() });
// @ts-expect-error no fields
trigger('/report', { data: [7] });
// @ts-expect-error no fields
trigger('/report', { data: new Map([['id', 7]]) });
// @ts-expect-error no fields
trigger('/report', { data: new Date() });
// @ts-expect-error neither
trigger('/report', { data: 7 });
export const outbox = createOutbox({ name: 'orders' });
export const { trigger: mustArrive } = outbox;
export const queue = createQueue<Summary>('/events', { trigger: mustArrive });
export const attempts = async () => (await queue.flush()).map(receipt => receipt.attempts);
export const leave = (options: Parameters<typeof lean>[1]) => lean('/bye', options);
`,
  );
  await writeFile(
    join(project, 'server.ts'),
    `import { createServer } from 'node:http';
import { answerFor, createLedger, readTag } from 'sendoff/server';
export const ledger = createLedger({ snapshot: createLedger().snapshot() });
createServer(({ url = '', headers }, response) => {
  const tag = readTag(url);
  if (tag) ledger.enter(tag);
  const answer = answerFor(headers, tag);
  response.writeHead(answer.status, answer.headers).end(answer.body);
});
`,
  );
  await writeFile(join(project, 'index.html'), '<script type="module" src="/main.ts"></script>');
  await run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund'], { cwd: project });
  await mkdir(join(project, 'node_modules/@types'), { recursive: true });
  for (const [name, own] of Object.entries(TOOLS))
    await symlink(join(root, 'node_modules', own), join(project, 'node_modules', name));
}, 180_000);

afterAll(() => rm(project, { recursive: true, force: true }));

const compile = async (compiler: string, file: string, options: object) => {
  const strict = { strict: true, exactOptionalPropertyTypes: true, skipLibCheck: false };
  const compilerOptions = { ...strict, target: 'es2022', types: [], ...options };
  await writeFile(
    join(project, 'tsconfig.json'),
    JSON.stringify({ compilerOptions, files: [file] }),
  );
  const command = [`node_modules/${compiler}/bin/tsc`, '-p', '.'];
  const { stdout, stderr } = await run('node', command, { cwd: project }).catch(failed => failed);
  expect(`${stdout}${stderr}`).toBe('');
};

const nodenext = { module: 'nodenext', moduleResolution: 'nodenext' };

test.each([
  ['bundler', 'esnext'],
  ['node16', 'node16'],
  ['nodenext', 'nodenext'],
])(
  'strict types hold in an empty project that resolves modules as %s',
  async (moduleResolution, module) => {
    const environment = { lib: ['es2022', 'dom'], noEmit: true };
    await compile('typescript', 'main.ts', { module, moduleResolution, ...environment });
  },
  60_000,
);

test.each(['typescript', 'oldest'])(
  'a library in strict types may export what it makes of each entry (%s)',
  async compiler => {
    const emit = { declaration: true, emitDeclarationOnly: true, outDir: 'types' };
    const lib = ['es2022', 'dom', 'dom.iterable'];
    await compile(compiler, 'library.ts', { ...nodenext, ...emit, lib });
  },
  60_000,
);

test.each(['typescript', 'oldest'])(
  "the server's half needs no types of a page (%s)",
  async compiler => {
    const environment = { lib: ['es2022'], types: ['node'], noEmit: true };
    await compile(compiler, 'server.ts', { ...nodenext, ...environment });
  },
  60_000,
);

test('a production build has the SDK in it, and beside it the worker that is named by its URL', async () => {
  await run('node', ['node_modules/vite/bin/vite.js', 'build'], { cwd: project });
  const assets = join(project, 'dist/assets');
  const [bundle = '', worker] = (await readdir(assets)).sort();
  expect(await readFile(join(assets, bundle), 'utf8')).toContain('sendBeacon');
  expect(worker).toMatch(/^outbox\.worker-.+\.js$/);
});

test('each file that a page loads by its URL is found by its name', async () => {
  const names = ['outbox.worker', 'sendoff', 'sendoff.lean', 'sendoff.vitals', 'snippet'];
  const script = names.map(name => `require.resolve('sendoff/dist/${name}.js');`).join('');
  await run('node', ['-e', script], { cwd: project });
});

test('importing the package on Node touches no global and keeps nothing alive', async () => {
  const script = `
    const names = () => Reflect.ownKeys(globalThis).map(String).join();
    const before = names();
    for (const name of ['', '/lean', '/queue', '/vitals', '/outbox', '/server']) await import('sendoff' + name);
    console.log(before === names());`;
  const { stdout } = await run('node', ['--input-type=module', '-e', script], {
    cwd: project,
  });
  expect(stdout.trim()).toBe('true');
});

test('a CommonJS file may require each entry', async () => {
  const script = `
    for (const name of ['', '/lean', '/queue', '/vitals', '/outbox', '/server']) require('sendoff' + name);`;
  const { stdout, stderr } = await run('node', ['-e', script], { cwd: project });
  expect(`${stdout}${stderr}`).toBe('');
});

test('the package holds each entry with its types and its map, the READMEs and the license, and no more', async () => {
  const mapped = (name: string) => [`dist/${name}.js`, `dist/${name}.js.map`];
  const entries = ['index', 'lean', 'outbox', 'queue', 'server', 'vitals'];
  const tags = ['sendoff', 'sendoff.lean', 'sendoff.vitals', 'outbox.worker'];
  const expected = [
    ...['LICENSE', 'README.md', 'README.zh-CN.md', 'package.json', 'dist/snippet.js'],
    ...entries.map(name => `dist/${name}.d.ts`),
    ...[...entries, ...tags, 'core', 'shared'].flatMap(mapped),
  ];
  const { stdout } = await run('npm', ['pack', '--dry-run', '--json'], { cwd: root });
  const [{ files }] = JSON.parse(stdout) as [{ files: { path: string }[] }];
  expect(files.map(({ path }) => path).sort()).toEqual(expected.sort());
});

test('each source map is where its file says, and has its sources in it', async () => {
  const dist = join(project, 'node_modules/sendoff/dist');
  const files = (await readdir(dist)).filter(file => file.endsWith('.js') && file !== 'snippet.js');
  for (const file of files) {
    const code = await readFile(join(dist, file), 'utf8');
    const [, name = 'nothing'] = /^\/\/# sourceMappingURL=(.+)$/m.exec(code) ?? [];
    const map = JSON.parse(await readFile(join(dist, name), 'utf8'));
    expect(map.sourcesContent, file).toHaveLength(map.sources.length);
    expect(map.sourcesContent, file).not.toContain(null);
  }
});

test('the build is ES2021, but for the class fields of web-vitals', async () => {
  const dist = join(root, 'dist');
  for (const file of (await readdir(dist)).filter(name => name.endsWith('.js'))) {
    const ecmaVersion = file === 'sendoff.vitals.js' ? 2022 : 2021;
    const code = await readFile(join(dist, file), 'utf8');
    expect(() => parse(code, { ecmaVersion, sourceType: 'module' }), file).not.toThrow();
  }
});
