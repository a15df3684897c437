/**
 * When a subject sends: sendoff's names, and the pattern that a page writes by hand for each. `now` is
 * when the page asks for it, which is up to the way of leaving.
 */
export const MOMENTS = {
  now: 'at once',
  load: "in the load event's handler",
  idle: 'in an idle callback, asked for in the load handler',
  hidden: 'at `visibilitychange`, hidden',
  pagehide: 'at `pagehide`',
} as const;

export type Moment = keyof typeof MOMENTS;
