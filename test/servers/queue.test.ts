import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { expect, onTestFinished, test } from 'vitest';
import { programs } from '../../setup/programs.ts';
import { type Changes, lacking, recipes } from './recipes.ts';

const NAME = 'PHP with a queue in Redis';
const NEEDS = lacking(NAME, 'php');

const QUICK: Changes = { 'work.php': text => text.replace(/usleep.*/, '') };
/** Work that takes a minute where the trigger asks for it, that fails, or that kills its worker. */
const ODD: Changes = {
  'work.php': text =>
    text.replace(
      /usleep.*/,
      [
        "$how = $trigger->query->how ?? '';",
        "if ($how === 'long' && !file_exists(__DIR__ . '/again')) { touch(__DIR__ . '/again'); sleep(60); }",
        "if ($how === 'fails') throw new Exception('It fails.');",
        "if ($how === 'kills') posix_kill(posix_getpid(), SIGKILL);",
      ].join('\n'),
    ),
};

async function startQueue(changes: Changes) {
  const recipe = await recipes[NAME].start(changes);
  const client = new Redis(recipe.redisPort, { retryStrategy: () => 50 });
  client.on('error', () => {});
  onTestFinished(async () => {
    client.disconnect();
    await recipe.end();
  });
  const work = (name: string) => recipe.run(programs.php.path(), ['worker.php', name]);
  const send = async (query: string, body: BodyInit | null = null) => {
    const answer = await fetch(`${recipe.url}?${query}`, { method: 'POST', body });
    await answer.text();
    return answer;
  };
  const done = async () => (await recipe.done()).map(({ query }) => query.n);
  const pid = async () => Number(/process_id:(\d+)/.exec(await client.info('server'))?.[1]);
  return { recipe, client, work, send, done, pid };
}

const tag = (n: number) => `sendoff=page.${n + 1}.fetch.now`;

test.skipIf(NEEDS)(
  `Three workers do each of 200 triggers once, though each has come twice${NEEDS}`,
  async () => {
    const { client, work, send, done } = await startQueue(QUICK);
    const numbers = Array.from({ length: 200 }, (_, n) => `${n + 1}`);
    await Promise.all([...numbers, ...numbers].map(n => send(`n=${n}&${tag(Number(n))}`)));
    for (const name of ['1', '2', '3']) work(name);
    await send('n=last');
    await expect.poll(done).toContain('last');
    await expect.poll(() => client.keys('working:*')).toEqual([]);
    const sorted = (await done()).filter(n => n !== 'last').sort((a, b) => Number(a) - Number(b));
    expect(sorted).toEqual(numbers);
  },
);

test.skipIf(NEEDS)(
  `A trigger whose worker is killed is done when that worker is started again${NEEDS}`,
  async () => {
    const { recipe, client, work, send, done } = await startQueue(ODD);
    await send(`n=1&how=long&${tag(1)}`);
    const first = work('1');
    await expect.poll(() => existsSync(join(recipe.folder, 'again'))).toBe(true);
    first.kill('SIGKILL');
    work('2');
    await send(`n=2&${tag(2)}`);
    await expect.poll(done).toEqual(['2']);
    work('1');
    await expect.poll(done).toEqual(['2', '1']);
    await expect.poll(() => client.keys('working:*')).toEqual([]);
  },
);

test.skipIf(NEEDS)(
  `A trigger whose work fails is kept on a list, and one that kills its worker does not stop the others${NEEDS}`,
  async () => {
    const { client, work, send, done } = await startQueue(ODD);
    await send(`n=1&how=kills&${tag(1)}`);
    await send(`n=2&how=fails&${tag(2)}`);
    await send(`n=3&${tag(3)}`);
    for (let starts = 0; starts < 2; starts += 1) await once(work('1'), 'exit');
    expect(await done()).toEqual(['3']);
    expect((await client.lrange('failed', 0, -1)).map(line => JSON.parse(line).query.n)).toEqual([
      '2',
    ]);
  },
);

test.skipIf(NEEDS)(
  `Whatever was answered with success outlives a kill of Redis; while it is away the answer is 503${NEEDS}`,
  async () => {
    const { recipe, client, send, done, pid, work } = await startQueue(QUICK);
    const answers = Array.from({ length: 300 }, (_, n) => send(`n=${n}`));
    await Promise.all(answers.slice(0, 100));
    process.kill(await pid(), 'SIGKILL');
    const settled = await Promise.all(answers);
    const accepted = settled.flatMap(({ status }, n) => (status === 200 ? [`${n}`] : []));
    expect(accepted.length).toBeGreaterThanOrEqual(100);
    await expect.poll(async () => (await send('n=away')).status).toBe(503);
    const away = await send('n=away');
    expect(away.headers.get('retry-after')).toBe('10');
    expect(away.headers.get('cache-control')).toBe('no-store');

    recipe.run(programs.redis.path(), ['redis.conf']);
    await expect.poll(async () => (await send('n=back')).status).toBe(200);
    work('1');
    await expect.poll(() => client.llen('triggers')).toBe(0);
    await expect.poll(done).toEqual(expect.arrayContaining([...accepted, 'back']));
    expect(await done()).not.toContain('away');
  },
);

test.skipIf(NEEDS)(`A Redis that hangs is answered 503 within seconds${NEEDS}`, async () => {
  const { send, pid } = await startQueue(QUICK);
  const redis = await pid();
  process.kill(redis, 'SIGSTOP');
  const start = performance.now();
  const { status } = await send('n=1');
  process.kill(redis, 'SIGCONT');
  expect(status).toBe(503);
  expect(performance.now() - start).toBeLessThan(30_000);
});

test.skipIf(NEEDS)(
  `A full queue is answered 503, loses nothing that it has taken, and takes more when workers have emptied it${NEEDS}`,
  async () => {
    const { client, work, send, done } = await startQueue({
      ...QUICK,
      'enqueue.php': text => text.replace('10_000', '50'),
    });
    const sent = await Promise.all(Array.from({ length: 200 }, (_, n) => send(`n=${n}&${tag(n)}`)));
    const accepted = sent.flatMap(({ status }, n) => (status === 200 ? [`${n}`] : []));
    expect(accepted).toHaveLength(50);
    expect(sent.filter(({ status }) => status === 503)).toHaveLength(150);
    expect(await client.llen('triggers')).toBe(50);
    work('1');
    await expect.poll(async () => (await send('n=more')).status).toBe(200);
    await expect.poll(done).toEqual(expect.arrayContaining([...accepted, 'more']));
    expect(await done()).toHaveLength(51);
  },
);

const APACHE = lacking('Apache with mod_php', 'redis');

test.skipIf(APACHE)(`Apache queues a trigger, too${APACHE}`, async () => {
  const { url, redisPort, run, end } = await recipes['Apache with mod_php'].start();
  onTestFinished(end);
  run(programs.redis.path(), ['redis.conf']);
  const send = () => fetch(new URL('enqueue.php', url), { method: 'POST', body: 'queued' });
  await expect.poll(async () => (await send()).status, { timeout: 10_000 }).toBe(200);
  const client = new Redis(redisPort);
  expect(await client.lindex('triggers', 0)).toContain('"body":"queued"');
  client.disconnect();
});
