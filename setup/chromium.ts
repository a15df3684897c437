import { need } from './need.ts';

/** For a Chromium that Playwright launches: the one of this machine, in its sandbox. */
export const launchOptions = () => ({
  executablePath: need('chromium').path,
  chromiumSandbox: process.getuid?.() !== 0, // it does not work as root
});
