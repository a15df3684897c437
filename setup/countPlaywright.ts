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
  const failures = [
    ...tests
      // A test that fails once has failed.
      .filter(({ test }) => test.status === 'unexpected' || test.status === 'flaky')
      .map(found =>
        failure(nameOf(found), found.test.results.find(({ error }) => error)?.error?.message),
      ),
    ...tests
      .filter(({ test }) => test.status === 'skipped' && !reasonOf(test))
      .map(found => failure(nameOf(found), 'skipped without a reason')),
    ...[...new Set(tests.map(({ test }) => test.projectName))]
      .filter(
        name => !tests.some(({ test }) => test.projectName === name && test.status === 'expected'),
      )
      .map(name => failure(name, 'no test has passed here')),
  ];
  return {
    passed: stats.expected,
    failed: failures.length,
    skipped: stats.skipped,
    reasons: tests
      .filter(({ test }) => test.status === 'skipped')
      .map(({ test }) => `${test.projectName}: ${reasonOf(test)}`),
    failures,
  };
}

type Found = { spec: JSONReportSpec; test: JSONReportTest };

const nameOf = ({ spec: { file, line, title }, test: { projectName } }: Found) =>
  `${projectName}, ${file}:${line}, ${title}`;

const reasonOf = ({ annotations }: JSONReportTest) =>
  annotations.find(({ type }) => type === 'skip')?.description;

function testsOf({ specs, suites = [] }: JSONReportSuite): Found[] {
  const own = specs.flatMap(spec => spec.tests.map(test => ({ spec, test })));
  return [...own, ...suites.flatMap(testsOf)];
}
