import { getEventListeners, setMaxListeners } from 'node:events';
import { setImmediate as nextTask } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { type Call, parseCall } from '../../demo-server/jobs/parseCall.ts';
import { runScript } from '../../demo-server/jobs/runScript.ts';

test('a hundred scripts that have ended leave the server no listener, though garbage was collected meanwhile', async () => {
  const stopping = new AbortController().signal;
  const { promise: work, resolve: finish } = withResolvers();
  setMaxListeners(0, stopping);
  const call = parseCall({}) as Call;
  const client = new AbortController().signal;
  const runs = Array.from({ length: 100 }, () => runScript(() => work, call, { client, stopping }));
  await collectGarbage();
  finish();
  await Promise.all(runs);
  expect(getEventListeners(stopping, 'abort')).toEqual([]);
});

function withResolvers() {
  let resolve = () => {};
  const promise = new Promise<void>(resolved => {
    resolve = resolved;
  });
  return { promise, resolve };
}

async function collectGarbage(): Promise<void> {
  // What was made in this task is kept until its end.
  await nextTask();
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
}
