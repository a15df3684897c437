import { need } from '../../../setup/need.ts';
import { child } from '../processes/child.ts';
import { profile } from '../processes/profile.ts';
import { chromiumFlags } from './chromiumFlags.ts';

/**
 * Opens a URL in a Chromium that no debugger is attached to, since under one it refuses to prerender
 * (`PrerenderingDisabledByDevTools`). The page must act by itself; the server's log tells what it did.
 */
export async function launchBare(url: string): Promise<{ end(): Promise<void> }> {
  const home = await profile();
  const program = child(need('chromium').path, [...chromiumFlags(home.folder), url]);
  return {
    async end() {
      await program.end();
      await home.end();
    },
  };
}
