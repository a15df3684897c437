import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base } from './collector.ts';
import { later } from './later.ts';
import { type Site, site } from './site.ts';

/** The recipes send to a site whose log holds nothing else. */
export const test = base.extend<{
  own: Site;
  data: () => Promise<unknown[]>;
  last: () => Promise<void>;
}>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from here
  own: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'sendoff-recipes-'));
    const own = await site('127.0.0.1', folder);
    await use(own);
    await own.end();
    await rm(folder, { recursive: true });
  },
  /** What has arrived so far, but for markers. */
  data: async ({ own }, use) =>
    use(async () =>
      (await own.received())
        .filter(({ query, path }) => path === '/collect' && !('marker' in query))
        .map(({ data }) => data),
    ),
  /** Resolves when a later request of the same browser has come; the test's tab must have been closed. */
  last: async ({ open, own }, use) =>
    use(async () => later(await open(own.url('/e2e/away.html')), own)),
});

export { expect } from './collector.ts';
