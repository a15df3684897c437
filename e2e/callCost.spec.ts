import { CASES } from '../bench/call/cases.ts';
import { measureCalls } from '../bench/call/measureCalls.ts';
import { rows } from '../bench/call/rows.ts';
import { serve } from '../bench/call/serve.ts';
import { launchBare } from './browsers/playwright/launchBare.ts';
import { isLeftOut, LEFT_OUT } from './support/oneEngine.ts';
import { expect, test } from './support/test.ts';

test.skip(isLeftOut, LEFT_OUT);

test('what a call costs is measured for each kind of call, beside the bare one', async ({
  engineName,
}) => {
  if (engineName === 'webkit') return test.skip(true, 'No limit is set for it.');
  const server = await serve({ warm: false });
  const table = rows(engineName, await measureCalls(url => launchBare(url, engineName), server, 1));
  await server.end();

  const names = CASES.flatMap(({ call }) => [`${call}, first call`, `${call}, next ten`]);
  expect(table.map(({ call, figure }) => `${call}, ${figure}`)).toEqual(names);
  expect(table.filter(({ cost }) => !Number.isFinite(cost))).toEqual([]);
});
