import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { onPath } from '../../setup/onPath.ts';
import { startCommand } from './startCommand.ts';

test('what was answered is in the log, though the server is killed in the middle of it', async () => {
  const server = await startCommand('--port', '0');
  const url = await server.listening();
  const answered: string[] = [];
  const visit = async (visitor: number) => {
    for (let count = 0; ; count += 1) {
      const id = `${visitor}-${count}`;
      await fetch(`${url}/collect?id=${id}`);
      answered.push(id);
      if (answered.length === 1000) server.child.kill('SIGKILL');
    }
  };
  await Promise.allSettled(Array.from({ length: 20 }, (_, visitor) => visit(visitor)));

  const written = new Set((await server.entries()).map(({ query }) => query.id));
  expect(answered.length).toBeGreaterThanOrEqual(1000);
  expect(answered.filter(id => !written.has(id))).toEqual([]);
});

const prlimit = onPath('prlimit');

// A limit on the size of files fails as a full disk does: a part is written, then nothing.
test.runIf(prlimit)(
  'a full disk is reported, and serving goes on until there is room again',
  async () => {
    const server = await startCommand('--port', '0');
    const url = await server.listening();
    const limit = (size: string) =>
      execFileSync(prlimit as string, ['--pid', String(server.child.pid), `--fsize=${size}:`]);
    const send = async (count: number) => {
      for (let sent = 0; sent < count; sent += 1) {
        expect((await fetch(`${url}/collect`, { method: 'POST' })).status).toBe(204);
      }
    };

    limit('2000');
    await send(20);
    expect(server.errors()).toMatch(/^The log cannot be written: EFBIG.*lines lost: 1\n$/);
    const before = (await server.entries()).length;
    expect(before).toBeLessThan(20);

    limit('unlimited');
    await send(1);
    await expect.poll(server.errors).toContain(`written again. Lines lost: ${20 - before}`);
    expect(await server.entries()).toHaveLength(before + 1);
  },
);
