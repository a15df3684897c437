import { runBatch } from '../bench/delivery/measure/runBatch.ts';
import { isLeftOut, LEFT_OUT } from './support/oneEngine.ts';
import { expect, test } from './support/test.ts';

// `npm run matrix` measures every way of leaving. Here, that it measures.

const MOMENTS = ['now', 'hidden'] as const;

test('the matrix counts what arrives when a click leaves the page', async ({ engine }) => {
  const page = {
    engine: engine.name,
    condition: 'plain',
    exit: 'link',
    moments: MOMENTS,
    run: 1,
  } as const;
  expect(
    await runBatch(engine, [
      { ...page, subject: 'sendoff' },
      { ...page, subject: 'beacon' },
    ]),
  ).toEqual([{ arrivals: { now: 1, hidden: 1 } }, { arrivals: { now: 1, hidden: 1 } }]);
});

test('the matrix counts what a crash and a killed browser leave', async ({
  engine,
  engineName,
}) => {
  test.skip(isLeftOut({ engineName }), LEFT_OUT);
  const page = {
    engine: engine.name,
    condition: 'plain',
    subject: 'beacon',
    moments: MOMENTS,
    run: 1,
  } as const;
  for (const exit of ['crash', 'kill'] as const)
    expect(await runBatch(engine, [{ ...page, exit }])).toEqual([
      { arrivals: { now: 1, hidden: 0 } },
    ]);
});
