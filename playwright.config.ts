import { defineConfig } from '@playwright/test';
import type { WorkerFixtures } from './e2e/fixtures/test.ts';

process.env.WDIO_LOG_LEVEL ??= 'silent'; // each session announces itself, and each error that is handled

export default defineConfig<object, WorkerFixtures>({
  testDir: 'e2e',
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  workers: 2,
  timeout: 30_000,
  expect: { timeout: 10_000 },
  reporter: 'list',
  projects: (['chromium', 'firefox', 'webkit'] as const).map(name => ({
    name,
    use: { engineName: name },
  })),
});
