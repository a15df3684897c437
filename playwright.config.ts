import { defineConfig } from '@playwright/test';
import type { WorkerFixtures } from './e2e/support/test.ts';
import { ENGINES } from './setup/locate.ts';

export default defineConfig<object, WorkerFixtures>({
  testDir: 'e2e',
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  // A browser and its pages keep two cores busy: with more of them each test waits for the others, and
  // the whole takes longer.
  workers: '50%',
  // What must come is polled for; a busy machine needs several times as long as a quiet one.
  timeout: 180_000,
  expect: { timeout: 30_000 },
  reporter: 'list',
  projects: ENGINES.map(name => ({
    name,
    use: { engineName: name },
  })),
});
