import { webkit as playwright } from '@playwright/test';
import type { EngineName } from '../../setup/locate.ts';
import { need } from '../../setup/need.ts';
import type { Engine } from '../browsers/engine.ts';
import { chromium } from '../browsers/playwright/chromium.ts';
import { firefox } from '../browsers/playwright/firefox.ts';
import { sharedBrowser } from '../browsers/playwright/sharedBrowser.ts';
import { webkitGtk } from '../browsers/webkitgtk/webkitGtk.ts';

/** Starts each engine. */
export const engines: Readonly<Record<EngineName, () => Promise<Engine>>> = {
  chromium,
  firefox,
  webkit,
};

/** Playwright's own build where it is installed, else WebKitGTK. */
async function webkit(): Promise<Engine> {
  const { build, path } = need('webkit');
  if (build === 'system') return webkitGtk(path);
  // Playwright's own build treats every page as the one in front.
  return sharedBrowser(() => playwright.launch(), path, { name: 'webkit', build, canHide: false });
}
