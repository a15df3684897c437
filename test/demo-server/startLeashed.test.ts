import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';

const STARTS = `
  import { closeSync, openSync } from 'node:fs';
  import { startLeashed } from ${JSON.stringify(import.meta.resolve('../../demo-server/php/startLeashed.ts'))};
  const open = [];
  try {
    for (;;) open.push(openSync('/dev/null'));
  } catch {}
  await startLeashed('true', [], process.env).catch(({ code }) => console.log(code));
  for (const file of open) closeSync(file);
  setImmediate(() => console.log('goes on'));
`;

test('a program that cannot be started does not end the server', async () => {
  const node = [process.execPath, '--import', import.meta.resolve('tsx'), '--input-type=module'];
  const child = spawn('sh', ['-c', 'ulimit -n 100; exec "$@"', 'sh', ...node, '-e', STARTS]);
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
  expect({ output, errors }).toEqual({ output: 'EMFILE\ngoes on\n', errors: '' });
});
