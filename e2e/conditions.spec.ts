import type { Visit } from '../bench/delivery/cells/visits.ts';
import { reset } from '../bench/delivery/measure/relays/badAnswers.ts';
import { runBatch } from '../bench/delivery/measure/runBatch.ts';
import type { Script } from '../demo-server/jobs/script.ts';
import { scripts } from '../demo-server/jobs/scripts.ts';
import { isLeftOut, LEFT_OUT } from './support/oneEngine.ts';
import { expect, test } from './support/test.ts';

// `npm run matrix -- --condition all` measures every condition. Here, one of each kind, by the same code.

test.skip(isLeftOut, LEFT_OUT);

const CASES: readonly Pick<Visit, 'condition' | 'exit' | 'moments'>[] = [
  { condition: 'h2', exit: 'close', moments: ['now', 'hidden'] },
  { condition: 'far', exit: 'close', moments: ['now', 'hidden'] },
  { condition: 'frame-cross', exit: 'close', moments: ['hidden'] },
  { condition: 'worker-pass', exit: 'link', moments: ['now', 'hidden'] },
  { condition: 'redirect-307', exit: 'link', moments: ['now', 'hidden'] },
];

for (const { condition, exit, moments } of CASES)
  test(`sendoff delivers once under the condition ${condition}, left by ${exit}`, async ({
    engine,
  }) => {
    const visit = { engine: engine.name, subject: 'sendoff', run: 1 } as const;
    const [found] = await runBatch(engine, [{ ...visit, condition, exit, moments }]);
    expect(found?.arrivals).toEqual(Object.fromEntries(moments.map(moment => [moment, 1])));
  });

for (const { by, query, runs } of [
  { by: 'sendoff', query: {}, runs: 1 },
  // Nothing tells its copies from two calls.
  { by: 'a bare fetch', query: { bare: 'fetch' }, runs: 2 },
])
  test(`a request of ${by} that the browser sends again by itself runs its script ${runs === 1 ? 'once' : 'twice'}`, async ({
    engine,
    open,
    server,
    key,
  }) => {
    test.skip(engine.name === 'webkit', 'it does not send again');
    let ran = 0;
    const script = `counted-${key}`;
    (scripts as Map<string, Script>).set(script, async () => {
      ran += 1;
    });
    const relay = await reset('reused')(Number(new URL(server.origin).port));
    const asked = { ...query, test: key, to: `/scripts/${script}`, triggers: 'default.now' };
    const page = new URL(server.url('/e2e/exits.html', asked));
    page.port = `${relay.port}`;
    await open(page.href);
    const received = () => server.received({ query: { test: key } });
    await expect.poll(async () => (await received()).length).toBe(2);
    const answered = async () => {
      const numbers = (await received()).map(({ request }) => request);
      const ends = await server.log({ event: 'finished' });
      return ends.filter(({ request }) => numbers.includes(request)).length;
    };
    await expect.poll(answered).toBe(2);
    expect((await received()).map(({ duplicate = false }) => duplicate)).toEqual([
      false,
      runs === 1,
    ]);
    expect(ran).toBe(runs);
    await relay.end();
  });
