import type { WorkerFixtures } from './test.ts';

/** Whether all is to be run in each engine, however long it takes. */
export const IS_WHOLE = process.env.EVERY_ENGINE !== undefined;

/** Why a file is left out that has a command which runs it. */
export const BY_COMMAND = '`npm run outbox` and `npm run e2e:every` run it';

/**
 * For `test.skip` at the top of a file that takes long, or whose subject is a page's markup, an
 * application or the demo server: in `npm test` one engine stands for all.
 */
export const isLeftOut = ({ engineName }: Pick<WorkerFixtures, 'engineName'>): boolean =>
  engineName !== 'chromium' && !IS_WHOLE;

export const LEFT_OUT = 'Chromium stands for all here; `npm run e2e:every` runs it in each engine';

/** Why a case is left out that another one of its kind stands for. */
export const BY_LIKENESS = 'another does as this one does; `npm run e2e:every` runs it';
