import type { WorkerFixtures } from './test.ts';

/**
 * For `test.skip` at the top of a file that takes long, or whose subject is the demo server's pages: in
 * `npm test` one engine stands for all.
 */
export const isLeftOut = ({ engineName }: Pick<WorkerFixtures, 'engineName'>): boolean =>
  engineName !== 'chromium' && process.env.EVERY_ENGINE === undefined;

export const LEFT_OUT = 'Chromium stands for all here; `npm run e2e:every` runs it in each engine';
