export { reportVitals } from './vitals/reportVitals.ts';
export type { VitalsMetric, VitalsOptions, VitalsReport } from './vitals/types.ts';
