import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

// An entry point's size is the core's and its own: its own is what is promised.
test('each entry point adds no more bytes to the core than its limit', async () => {
  // It fails where a limit is exceeded, which is not this test's question.
  const { stdout } = await promisify(execFile)('npx', ['size-limit', '--json']).catch(
    (failure: { stdout: string }) => failure,
  );
  const weighed = JSON.parse(stdout) as { name: string; size: number }[];
  const size = (name: string) => weighed.find(entry => entry.name === name)?.size ?? Number.NaN;
  const core = size('import { trigger }');
  expect(size('import { reportVitals }') - core).toBeLessThanOrEqual(500);
  expect(size('import { createOutbox }') - core).toBeLessThanOrEqual(2715);
  expect(size('import { createQueue }') - core).toBeLessThanOrEqual(700);
});
