import type {
  JSONReport,
  JSONReportSpec,
  JSONReportSuite,
  JSONReportTest,
} from '@playwright/test/reporter';
import { type Counts, failure } from './counts.ts';

/** Reads the report of Playwright's JSON reporter. */
export function countPlaywright(json: string): Counts {
  const { stats, suites } = JSON.parse(json) as JSONReport;
  const tests = suites.flatMap(testsOf);
  return {
    passed: stats.expected,
    // A test that fails once has failed.
    failed: stats.unexpected + stats.flaky,
    skipped: stats.skipped,
    reasons: tests
      .filter(({ test }) => test.status === 'skipped')
      .map(({ test: { projectName, annotations } }) => {
        const reason = annotations.find(({ type }) => type === 'skip')?.description;
        return `${projectName}: ${reason ?? 'no reason given'}`;
      }),
    failures: tests
      .filter(({ test }) => test.status === 'unexpected' || test.status === 'flaky')
      .map(({ spec: { file, line, title }, test: { projectName, results } }) =>
        failure(
          `${projectName}, ${file}:${line}, ${title}`,
          results.find(({ error }) => error)?.error?.message,
        ),
      ),
  };
}

function testsOf({
  specs,
  suites = [],
}: JSONReportSuite): { spec: JSONReportSpec; test: JSONReportTest }[] {
  const own = specs.flatMap(spec => spec.tests.map(test => ({ spec, test })));
  return [...own, ...suites.flatMap(testsOf)];
}
