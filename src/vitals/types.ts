import type { Metric } from 'web-vitals';
import type { Trigger, TriggerOptions } from '../types.ts';

/** How Core Web Vitals are measured and sent. Everything is optional. */
export interface VitalsOptions
  extends Omit<TriggerOptions, 'data' | 'encoding' | 'method' | 'nonce' | 'signal' | 'when'> {
  /**
   * What explains each value: the module `web-vitals/attribution`. Its texts and numbers
   * are sent, its elements and performance entries are not.
   */
  attribution?: typeof import('web-vitals/attribution') | undefined;

  /**
   * What sends each report: a function from `createTrigger`, or an outbox's `trigger`.
   *
   * @default the package's `trigger`
   */
  trigger?: Trigger | undefined;
}

/** What a page view has measured since its last report: the body of a request, as JSON. */
export interface VitalsReport {
  /** The same in each report of a page view; another after a return from the back/forward cache. */
  id: string;
  /** As `web-vitals` gives them, without their performance entries. */
  metrics: Partial<Record<Metric['name'], VitalsMetric>>;
}

/** One metric, as `web-vitals` gives it. */
export interface VitalsMetric extends Omit<Metric, 'entries'> {
  /** Left out: an element may be in them. */
  entries?: undefined;
  /** What `web-vitals/attribution` says in texts and numbers. */
  attribution?: Record<string, unknown> | undefined;
}
