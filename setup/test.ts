import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { countPlaywright } from './countPlaywright.ts';
import type { Counts } from './counts.ts';
import { countVitest } from './countVitest.ts';
import { runStep, type Step } from './runStep.ts';

const folder = await mkdtemp(join(tmpdir(), 'sendoff-test-'));
const unit = join(folder, 'unit.json');
const e2e = join(folder, 'e2e.json');
const script = (name: string): Step['command'] => ['npm', 'run', '--silent', name];

// What the tests run in and against; unpacking it waits for the disk and the network most of the time.
const installs: readonly Step[] = [
  { name: 'browsers', command: ['tsx', 'setup/browsers.ts'], live: true },
  { name: 'programs', command: ['tsx', 'setup/installPrograms.ts'], live: true },
];

const checks: readonly Step[] = [
  { name: 'lint', command: script('lint') },
  { name: 'types', command: script('types') },
  { name: 'build', command: script('build') },
  { name: 'build of the example applications', command: script('apps') },
  { name: 'package', command: ['publint', '--strict'] },
  { name: 'package types', command: ['attw', '--pack', '.', '--profile', 'esm-only'] },
  { name: 'size', command: script('size') },
];

const tests: readonly Step[] = [
  {
    name: 'tests in Node and in Chromium',
    command: [
      'vitest',
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${unit}`,
    ],
    report: { file: unit, count: countVitest },
  },
  {
    name: 'tests end to end in three engines',
    command: ['playwright', 'test', '--reporter=list,json'],
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: e2e },
    report: { file: e2e, count: countPlaywright },
  },
];

let stopped = false;
process.on('SIGTERM', () => {
  stopped = true;
});

/** Runs steps one after the other. One that fails does not stop the next: a run shows everything. */
async function runSteps(steps: readonly Step[]): Promise<readonly Counts[]> {
  const all: Counts[] = [];
  for (const step of steps) {
    if (!stopped) all.push(await runStep(step));
  }
  return all;
}

const before = await Promise.all([runSteps(installs), runSteps(checks)]);
const all = [...before.flat(), ...(await runSteps(tests))];
await rm(folder, { recursive: true });

const failures = all.flatMap(counts => counts.failures);
if (failures.length > 0) console.log(['\nFailed:', ...failures].join('\n  ✗ '));

const sum = (kind: 'passed' | 'failed' | 'skipped') =>
  all.reduce((total, counts) => total + counts[kind], 0);
const skipped = sum('skipped');
console.log(
  `\n${sum('passed')} passed, ${sum('failed')} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`,
);
process.exitCode = sum('failed') > 0 || stopped ? 1 : 0;
