import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { brotliCompressSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';

let weighed: readonly { name: string; size: number }[];
beforeAll(async () => {
  // It fails where a limit is exceeded, which is not the question here.
  const { stdout } = await promisify(execFile)('npx', ['size-limit', '--json']).catch(
    (failure: { stdout: string }) => failure,
  );
  weighed = JSON.parse(stdout);
});

const size = (name: string) => weighed.find(entry => entry.name === name)?.size ?? Number.NaN;

test.each(['dist/sendoff.js', 'dist/sendoff.lean.js', 'dist/sendoff.vitals.js'])(
  '%s is weighed as a server sends it',
  file => expect(size(file)).toBe(brotliCompressSync(readFileSync(file)).length),
);

// An entry point's size is the core's and its own: its own is what is promised.
test('each entry point adds no more bytes to the core than its limit', () => {
  const core = size('import { trigger }');
  expect(size('import { reportVitals }') - core).toBeLessThanOrEqual(550);
  expect(size('import { createOutbox }') - core).toBeLessThanOrEqual(3225);
  expect(size('import { createQueue }') - core).toBeLessThanOrEqual(715);
});
