import type { JSONReport, JSONReportSuite } from '@playwright/test/reporter';
import type { Counts } from './counts.ts';

/** Reads the report of Playwright's JSON reporter. */
export function countPlaywright(json: string): Counts {
  const { stats, suites } = JSON.parse(json) as JSONReport;
  return {
    passed: stats.expected,
    // A test that fails once has failed.
    failed: stats.unexpected + stats.flaky,
    skipped: stats.skipped,
    reasons: suites.flatMap(skips),
  };
}

function skips({ specs, suites = [] }: JSONReportSuite): string[] {
  const tests = specs.flatMap(spec => spec.tests.filter(test => test.status === 'skipped'));
  const own = tests.map(({ projectName, annotations }) => {
    const reason = annotations.find(({ type }) => type === 'skip')?.description;
    return `${projectName}: ${reason ?? 'no reason given'}`;
  });
  return [...own, ...suites.flatMap(skips)];
}
