/** What a step has checked, and the reason of each skip. */
export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
  reasons: readonly string[];
}
