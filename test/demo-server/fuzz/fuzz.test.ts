import { closeSync, fstatSync, mkdirSync, openSync, readSync, writeFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newFolder } from '../../newFolder.ts';
import { startServer } from '../startServer.ts';
import { snapshot } from './snapshot.ts';
import { type Visit, visits } from './visits.ts';

/** How many requests: `npm run fuzz` asks for more. The seed makes a run the same again. */
const COUNT = Number(process.env.FUZZ_REQUESTS ?? 4000);
const SEED = Number(process.env.FUZZ_SEED ?? 20_261_123);
/** How many are on their way at a time. */
const TOGETHER = 20;
/** After how many milliseconds a client leaves that has had no answer. */
const IMPATIENCE = 50;

const REPOSITORY = fileURLToPath(new URL('../../../', import.meta.url));
const SECRET = 'nobody has asked for this line';
const STATUSES = [200, 204, 206, 304, 400, 403, 404, 405, 408, 412, 413, 416, 417, 421, 431];

test(`${COUNT} random requests crash nothing, garble no line, touch no other file, start no program`, {
  timeout: 30_000 + COUNT * 20,
}, async () => {
  const root = await newFolder();
  const log = join(root, 'logs', 'requests.ndjson');
  mkdirSync(join(root, 'logs'));
  writeFileSync(join(root, 'secret.txt'), SECRET);
  const others = () => ({
    ...snapshot(...['demo-server', 'src', 'docs', 'setup'].map(name => join(REPOSITORY, name))),
    ...snapshot(root),
    [log]: 'the log itself',
  });

  writeFileSync(log, '');
  const before = others();
  const server = await startServer({ log });
  const lines = linesOf(log);
  const seen = new Map<string, number>();
  await server.stillServes(); // its connection stays open
  const descriptorsBefore = await descriptors();
  const report = await fc.check(
    fc.asyncProperty(
      fc.array(visits, { minLength: TOGETHER, maxLength: TOGETHER }),
      async batch => {
        const answers = await Promise.all(batch.map(visit => exchange(server.port, visit)));
        for (const answer of answers) {
          const statuses = [...answer.matchAll(/^HTTP\/1\.1 (\d{3}) /gm)];
          if (answer !== '') expect(answer).toMatch(/^HTTP\/1\.1 \d{3} /);
          for (const [, status] of statuses) {
            expect(STATUSES).toContain(Number(status));
            seen.set(status as string, 1);
          }
          for (const secret of [SECRET, 'devDependencies', 'root:x:', '[core]']) {
            expect(answer).not.toContain(secret);
          }
        }
        for (const line of lines.next()) {
          expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
          const entry = JSON.parse(line);
          expect(entry).toMatchObject({ time: expect.any(String), request: expect.any(Number) });
          expect(['received', 'refused', 'gone', 'finished']).toContain(entry.event);
          if (entry.event === 'received') expect(entry.path).not.toMatch(/^\/methods\//);
          seen.set(entry.event, 1);
        }
        for (const line of server.printed.splice(0)) {
          expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
        }
      },
    ),
    { seed: SEED, numRuns: Math.ceil(COUNT / TOGETHER), endOnFailure: true },
  );
  expect(fc.defaultReportMessage(report) ?? 'no failure').toBe('no failure');
  // The test would be of no use if nothing had got through, or all of it.
  expect([...seen.keys()]).toEqual(
    expect.arrayContaining([
      ...['200', '204', '400', '403', '404', '405', '421', 'received', 'refused'],
    ]),
  );
  await server.stillServes();
  await expect.poll(descriptors).toBeLessThanOrEqual(descriptorsBefore);
  expect(others()).toEqual(before);
});

/** How many files and sockets this process, which runs the server, has open; 0 where nobody says. */
const descriptors = async () => (await readdir('/proc/self/fd').catch(() => [])).length;

/** Makes a visit; resolves with its answers when the connection is closed. */
function exchange(port: number, { bytes, leaves }: Visit): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(port, '127.0.0.1', () => socket[leaves ? 'write' : 'end'](bytes));
    if (leaves) socket.once('data', () => socket.destroy());
    socket.setTimeout(leaves ? IMPATIENCE : 10_000, () => {
      socket.destroy();
      if (!leaves)
        reject(new Error(`There is no answer to ${JSON.stringify(bytes.toString('latin1'))}`));
    });
    socket.on('data', chunk => chunks.push(chunk));
    socket.on('error', () => {});
    socket.on('close', () => resolve(Buffer.concat(chunks).toString('latin1')));
  });
}

/** Reads a file that grows: what has come since the last time. Each line has to be whole. */
function linesOf(file: string) {
  let position = 0;
  return {
    next(): string[] {
      const descriptor = openSync(file, 'r');
      const bytes = Buffer.alloc(fstatSync(descriptor).size - position);
      readSync(descriptor, bytes, 0, bytes.length, position);
      closeSync(descriptor);
      position += bytes.length;
      const lines = bytes.toString().split('\n');
      expect(lines.pop()).toBe('');
      return lines;
    },
  };
}
