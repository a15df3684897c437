import { fileURLToPath } from 'node:url';
import { firefox as playwright } from '@playwright/test';
import { need } from '../../../setup/need.ts';
import type { Engine } from '../engine.ts';
import { sharedBrowser } from './sharedBrowser.ts';

const WRAPPER = fileURLToPath(new URL('firefox.sh', import.meta.url));

/** Playwright's own build, or an unpatched Firefox by WebDriver BiDi. */
export async function firefox(): Promise<Engine> {
  const { build, path } = need('firefox');
  const launch = () =>
    playwright.launch({
      ...(build === 'system' && { channel: 'moz-firefox' }),
      executablePath: WRAPPER,
      env: { ...process.env, FIREFOX: path },
    });
  // Playwright's own build treats every page as the one in front.
  return sharedBrowser(launch, path, { name: 'firefox', build, canHide: build === 'system' });
}
