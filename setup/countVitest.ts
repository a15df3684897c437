import type { Counts } from './counts.ts';

interface Report {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
}

/** Reads the report of vitest's JSON reporter. */
export function countVitest(json: string): Counts {
  const report = JSON.parse(json) as Report;
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests,
    reasons: [],
  };
}
