/** What may carry a trigger, by the names that tags have for it: those of `src/server/carriers.ts`. */
export const CARRIERS = ['fetch', 'beacon', 'fetchLater', 'img', 'script'];
