import { type Counts, failure } from './counts.ts';

interface Report {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: {
    /** Where it cannot be run at all. */
    message: string;
    name: string;
    assertionResults: { status: string; fullName: string; failureMessages: string[] }[];
  }[];
}

/** Reads the report of vitest's JSON reporter. */
export function countVitest(json: string): Counts {
  const report = JSON.parse(json) as Report;
  const tests = report.testResults.flatMap(({ assertionResults }) => assertionResults);
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests,
    // Its title says what a test needs.
    reasons: tests
      .filter(({ status }) => status === 'skipped' || status === 'pending')
      .map(({ fullName }) => fullName),
    failures: [
      ...report.testResults
        .filter(({ message }) => message)
        .map(({ name, message }) => failure(name, message)),
      ...tests
        .filter(({ status }) => status === 'failed')
        // So vitest calls a test that ran out of time.
        .map(({ fullName, failureMessages: [message] }) =>
          failure(fullName, message?.replace('STACK_TRACE_ERROR', 'timed out')),
        ),
    ],
  };
}
