import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect as plain } from '@playwright/test';
import type { EngineName } from '../../setup/locate.ts';
import type { Engine, Tab, Until, Visitor } from '../browsers/engine.ts';
import { keepBrowsers } from '../browsers/keepBrowsers.ts';
import { launchBare } from '../browsers/playwright/launchBare.ts';
import { engines } from './engines.ts';
import { later } from './later.ts';
import { type Site, site } from './site.ts';

export interface WorkerFixtures {
  /** Which engine the project is for. */
  engineName: EngineName;
  engine: Engine;
  /** The site that the pages are on, and another one: another origin, and cross-site too. */
  server: Site & { other: Site };
}

export interface TestFixtures {
  /** Unique to the test: put it into each URL's query, and tests do not mix in the log. */
  key: string;
  visitor: Visitor;
  /** Opens a URL in a new tab of this test's visitor, who has a clean profile. */
  open: (url: string, until?: Until) => Promise<Tab>;
  /**
   * Resolves when a later request of the same browser has been logged: what was to come has come by
   * then. It needs its own tab, so in WebKitGTK the test's tab must have been closed.
   */
  marker: () => Promise<void>;
  /** Opens a URL in a Chromium without a debugger, for what a debugger switches off. */
  launchBare: (url: string) => Promise<void>;
}

/** In ms, the last one again and again: by itself Playwright looks once a second after a while. */
const INTERVALS = [20, 50, 100, 250];

const poll: typeof plain.poll = (actual, how) =>
  plain.poll(actual, {
    intervals: INTERVALS,
    ...(typeof how === 'string' ? { message: how } : how),
  });

/** Playwright's, which polls more often. */
export const expect = new Proxy(plain, {
  get: (all, name) => (name === 'poll' ? poll : Reflect.get(all, name)),
});

export const test = base.extend<TestFixtures, WorkerFixtures>({
  engineName: ['chromium', { scope: 'worker', option: true }],

  engine: [
    async ({ engineName, server }, use) => {
      const forgetting = [server.other, server].map(it =>
        it.url('/e2e/away.html', { forget: true }),
      );
      const engine = keepBrowsers(await engines[engineName](), forgetting);
      await use(engine);
      await engine.end();
    },
    { scope: 'worker', timeout: 60_000 },
  ],

  server: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from here
    async ({}, use) => {
      const folder = await mkdtemp(join(tmpdir(), 'sendoff-log-'));
      const [own, other] = await Promise.all([
        site('127.0.0.1', folder),
        site('localhost', folder),
      ]);
      await use({ ...own, other });
      await Promise.all([own.end(), other.end()]);
      await rm(folder, { recursive: true });
    },
    { scope: 'worker' },
  ],

  // biome-ignore lint/correctness/noEmptyPattern: as above
  key: async ({}, use) => use(randomUUID().slice(0, 8)),

  visitor: async ({ engine }, use) => {
    const visitor = await engine.visit();
    await use(visitor);
    await visitor.end();
  },

  open: async ({ visitor }, use) => use(visitor.open),

  marker: async ({ open, server }, use) =>
    use(async () => {
      await later(await open(server.url('/e2e/away.html')), server);
    }),

  // biome-ignore lint/correctness/noEmptyPattern: as above
  launchBare: async ({}, use) => {
    const ends: (() => Promise<void>)[] = [];
    await use(async url => {
      ends.push((await launchBare(url)).end);
    });
    await Promise.all(ends.map(end => end()));
  },
});
