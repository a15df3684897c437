import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: '.',
  forbidOnly: Boolean(process.env.CI),
  workers: 1,
  timeout: 600_000,
  expect: { timeout: 10_000 },
  reporter: 'list',
});
