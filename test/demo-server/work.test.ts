import type { Job } from 'bullmq';
import { Redis } from 'ioredis';
import { expect, test } from 'vitest';
import { type Call, parseCall } from '../../demo-server/jobs/parseCall.ts';
import { type JobData, work } from '../../demo-server/jobs/redis/work.ts';
import type { End } from '../../demo-server/jobs/script.ts';

const never = () => new Promise<never>(() => {});

test.each([
  ['before it begins', 'watch'],
  ['at its end', 'forget'],
])('a job is held while Redis does not answer %s', async (_, silent) => {
  const held = new Set<string>();
  const asked: string[] = [];
  const ask = (name: string) => {
    asked.push(name);
    return name === silent ? never() : Promise.resolve(new AbortController().signal);
  };
  const departures = {
    leave: never,
    watch: () => ask('watch'),
    forget: () => ask('forget'),
  };
  const run = work({
    redis: new Redis({ lazyConnect: true }),
    departures,
    stopping: new AbortController().signal,
    held,
  });
  const data: JobData = { script: 'slow', call: parseCall({ ms: '0' }) as Call, id: 'a' };
  void run({ id: 'job', data, timestamp: Date.now() } as Job<JobData, End>);
  await expect.poll(() => asked.at(-1)).toBe(silent);
  expect([...held]).toEqual(['job']);
});
