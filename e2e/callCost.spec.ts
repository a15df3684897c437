import { cases } from '../bench/call/cases.ts';
import { measureCalls } from '../bench/call/measureCalls.ts';
import { rows } from '../bench/call/rows.ts';
import { serve } from '../bench/call/serve.ts';
import { expect, test } from './fixtures/test.ts';

/**
 * Of the bare call. `npm run bench:call` has the limits; a machine that does other things at the same
 * time does not keep them.
 */
const MOST = 4;

test('a call costs about what the bare one does', async ({ engine, engineName }) => {
  test.skip(engineName === 'webkit', 'No limit is set for it.');
  const server = await serve({ warm: false });
  const table = rows(engineName, await measureCalls(engine, server, 3));
  await server.end();

  const names = cases.flatMap(({ call }) => [`${call}, first call`, `${call}, next ten`]);
  expect(table.map(({ call, figure }) => `${call}, ${figure}`)).toEqual(names);
  expect(table.filter(({ cost }) => !Number.isFinite(cost))).toEqual([]);
  const ratios = table.filter(({ unit, figure }) => unit === '× bare' && figure === 'next ten');
  expect(ratios.map(({ call }) => call)).toEqual(['fetch', 'beacon']);
  expect(ratios.filter(({ cost }) => cost > MOST)).toEqual([]);
});
