import type { EngineName } from './locate.ts';

/** What Debian calls the packages that hold each engine and what drives it. */
export const PACKAGES: Readonly<Record<EngineName, readonly string[]>> = {
  chromium: ['chromium'],
  firefox: ['firefox-esr'],
  webkit: ['webkit2gtk-driver', 'xvfb', 'openbox', 'wmctrl', 'xdotool'],
};
