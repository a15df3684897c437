import { need } from '../../../setup/need.ts';
import type { Child } from '../processes/child.ts';
import { withProfile } from '../processes/withProfile.ts';
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
export function launchBare(url: string, engine: keyof typeof flags = 'chromium'): Promise<Child> {
  return withProfile(need(engine).path, folder => [...flags[engine](folder), url]);
}
