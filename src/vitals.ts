/**
 * Core Web Vitals in one request for each page view, over `web-vitals` 6: [the guide](../vitals.md).
 *
 * @module
 */

export type * from './types.ts';
export { reportVitals } from './vitals/reportVitals.ts';
export type { VitalsMetric, VitalsOptions, VitalsReport } from './vitals/types.ts';
