/**
 * Core Web Vitals in one request for each page view, over `web-vitals` 6: [the guide](../vitals.md).
 *
 * ```js
 * import { reportVitals } from 'sendoff/vitals';
 *
 * const stop = reportVitals('/vitals');
 * ```
 *
 * @module
 */
export { reportVitals } from './vitals/reportVitals.ts';
export type { VitalsMetric, VitalsOptions, VitalsReport } from './vitals/types.ts';
