import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { launchOptions } from './setup/chromium.ts';
import { SlowestFirst } from './setup/slowestFirst.ts';

export default defineConfig({
  test: {
    // Most of the time they wait: for processes, for outages, for a grace to end.
    maxWorkers: 6,
    sequence: { sequencer: SlowestFirst },
    projects: [
      {
        test: {
          name: 'node',
          // Some start processes, which takes its time where the machine is busy. What must be quick is measured.
          testTimeout: 120_000,
          hookTimeout: 120_000,
          expect: { poll: { timeout: 60_000 } },
          include: ['test/**/*.test.ts'],
          exclude: ['test/**/*.browser.test.ts'],
          typecheck: { enabled: true, include: ['test/**/*.test-d.ts'], ignoreSourceErrors: true },
        },
      },
      {
        // Serves msw's service worker at the root of the tests' origin: nothing to copy or to commit.
        publicDir: 'node_modules/msw/lib',
        optimizeDeps: { include: ['msw', 'msw/browser'] },
        test: {
          name: 'browser',
          testTimeout: 120_000,
          expect: { poll: { timeout: 30_000 } },
          include: ['test/**/*.browser.test.ts'],
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({ launchOptions: launchOptions() }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
});
