import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { countPlaywright } from '../../setup/countPlaywright.ts';
import { countVitest } from '../../setup/countVitest.ts';
import { judge } from '../../setup/runStep.ts';
import { newFolder } from '../newFolder.ts';

type Outcome = 'expected' | 'unexpected' | 'flaky' | 'skipped';

/** Playwright's report of these tests. */
const playwright = (...tests: [engine: string, status: Outcome, reason?: string][]) => {
  const count = (status: Outcome) => tests.filter(([, each]) => each === status).length;
  return JSON.stringify({
    stats: {
      expected: count('expected'),
      unexpected: count('unexpected'),
      flaky: count('flaky'),
      skipped: count('skipped'),
    },
    suites: [
      {
        specs: [],
        suites: [
          {
            specs: tests.map(([projectName, status, description], line) => ({
              file: 'a.spec.ts',
              line,
              title: status,
              tests: [
                {
                  projectName,
                  status,
                  annotations: description ? [{ type: 'skip', description }] : [],
                  results: [{ error: { message: 'it broke\nhere' } }],
                },
              ],
            })),
          },
        ],
      },
    ],
  });
};

test('what has passed, failed once and been skipped end to end is counted', () => {
  const report = playwright(
    ['chromium', 'expected'],
    ['chromium', 'unexpected'],
    ['chromium', 'flaky'],
    ['chromium', 'skipped', 'it cannot be driven there'],
  );
  expect(countPlaywright(report)).toEqual({
    passed: 1,
    failed: 2,
    skipped: 1,
    reasons: ['chromium: it cannot be driven there'],
    failures: [
      'chromium, a.spec.ts:1, unexpected: it broke',
      'chromium, a.spec.ts:2, flaky: it broke',
    ],
  });
});

test('a skip without a reason, and an engine in which nothing has passed, have failed', () => {
  const report = playwright(
    ['chromium', 'expected'],
    ['chromium', 'skipped'],
    ['webkit', 'skipped', 'no window'],
  );
  expect(countPlaywright(report)).toMatchObject({
    failed: 2,
    failures: [
      'chromium, a.spec.ts:1, skipped: skipped without a reason',
      'webkit: no test has passed here',
    ],
  });
});

test('what has passed, failed and been skipped in vitest is counted, and a file that cannot be run', () => {
  const report = {
    numPassedTests: 3,
    numFailedTests: 1,
    numPendingTests: 1,
    numTodoTests: 1,
    testResults: [
      {
        message: '',
        name: 'one.test.ts',
        assertionResults: [
          { status: 'failed', fullName: 'breaks', failureMessages: ['STACK_TRACE_ERROR'] },
          { status: 'pending', fullName: 'needs a disk', failureMessages: [] },
        ],
      },
      { message: 'cannot be read', name: 'two.test.ts', assertionResults: [] },
    ],
  };
  expect(countVitest(JSON.stringify(report))).toMatchObject({
    passed: 3,
    failed: 1,
    skipped: 2,
    reasons: ['needs a disk'],
    failures: ['two.test.ts: cannot be read', 'breaks: timed out'],
  });
});

test.each<[what: string, report: string | undefined, end: string | undefined, trouble: string]>([
  [
    'skips all its tests',
    playwright(['chromium', 'skipped', 'none']),
    undefined,
    'chromium: no test has passed here',
  ],
  ['has no test', playwright(), undefined, 'step: ran no test'],
  [
    'passes and then crashes',
    playwright(['chromium', 'expected']),
    'ended with SIGSEGV',
    'step: ended with SIGSEGV',
  ],
  ['leaves no report', undefined, undefined, 'step: ended well, but left no report'],
  [
    'leaves half a report',
    '{"stats"',
    'ended with exit code 1',
    'step: ended with exit code 1, but left no report',
  ],
])('a runner that %s has failed', async (_, report, end, trouble) => {
  const file = join(await newFolder(), 'report.json');
  if (report !== undefined) await writeFile(file, report);
  expect(
    await judge({ name: 'step', report: { file, count: countPlaywright } }, end),
  ).toMatchObject({
    failed: 1,
    failures: [trouble],
  });
});
