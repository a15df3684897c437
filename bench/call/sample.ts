export type Side = 'bare' | 'sendoff';

/** One figure from one page. */
export interface Sample {
  /** What was done. */
  call: string;
  /** What of it was measured. */
  figure: string;
  side: Side;
  /** In µs, where `figure` names no other unit. */
  value: number;
}
