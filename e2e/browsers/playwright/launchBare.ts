import { need } from '../../../setup/need.ts';
import { child } from '../processes/child.ts';
import { profile } from '../processes/profile.ts';
import { chromiumFlags } from './chromiumFlags.ts';

const flags = {
  chromium: chromiumFlags,
  firefox: (folder: string) => ['--headless', '--no-remote', '--new-instance', '--profile', folder],
};

/**
 * Opens a URL in a browser that no debugger is attached to: under one Chromium refuses to prerender
 * (`PrerenderingDisabledByDevTools`), and takes a stack trace of each request. The page must act by
 * itself; the server's log shows what it did.
 */
export async function launchBare(
  url: string,
  engine: keyof typeof flags = 'chromium',
): Promise<{ end(): Promise<void> }> {
  const home = await profile();
  const program = child(need(engine).path, [...flags[engine](home.folder), url]);
  return {
    async end() {
      await program.end();
      await home.end();
    },
  };
}
