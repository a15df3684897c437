import { existsSync, readdirSync } from 'node:fs';
import { chromium, firefox, webkit } from 'playwright';
import { onPath } from './onPath.ts';

export const ENGINES = ['chromium', 'firefox', 'webkit'] as const;

export type EngineName = (typeof ENGINES)[number];

/** Whose build it is, and its executable: for the system's WebKit, that of MiniBrowser. */
export interface Located {
  build: 'playwright' | 'system';
  path: string;
}

const OWN = { chromium, firefox, webkit };

const system: Record<EngineName, () => string | { missing: string }> = {
  chromium: () =>
    onPath('chromium', 'google-chrome', 'google-chrome-stable') ?? {
      missing: 'chromium or google-chrome',
    },
  firefox: () => onPath('firefox-esr', 'firefox') ?? { missing: 'firefox-esr or firefox' },
  webkit: () => {
    const path = miniBrowser();
    // The window must be a real one, under a window manager: closing it by WebDriver skips beforeunload.
    const missing = ['WebKitWebDriver', 'Xvfb', 'openbox', 'wmctrl', 'xdotool'].filter(
      it => !onPath(it),
    );
    if (!path) missing.push('MiniBrowser');
    return path && missing.length === 0 ? path : { missing: missing.join(', ') };
  },
};

/** Finds an engine on this machine, without the network; where there is none, names what is missing. */
export function locate(name: EngineName): Located | { missing: string } {
  const path = OWN[name].executablePath();
  if (existsSync(path)) return { build: 'playwright', path };
  const found = system[name]();
  return typeof found === 'string' ? { build: 'system', path: found } : found;
}

/** WebKitGTK's own small browser is not on the PATH: each distribution keeps it in a library folder. */
function miniBrowser(): string | undefined {
  return ['/usr/lib', '/usr/lib64', '/usr/libexec']
    .flatMap(folder => [folder, ...subfolders(folder, /-linux-gnu/)])
    .flatMap(folder => subfolders(folder, /^webkit2?gtk-/))
    .map(folder => `${folder}/MiniBrowser`)
    .find(path => existsSync(path));
}

function subfolders(folder: string, name: RegExp): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter(entry => name.test(entry))
    .map(entry => `${folder}/${entry}`);
}
