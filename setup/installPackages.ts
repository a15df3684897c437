import { onPath } from './onPath.ts';
import { run } from './run.ts';

/** Whether Debian's packages can be installed: by root alone. */
export const hasApt = process.getuid?.() === 0 && onPath('apt-get') !== undefined;

/** Installs Debian's packages, and says what went wrong. */
export async function installPackages(names: readonly string[]): Promise<void> {
  console.log(`Installing Debian's packages: ${names.join(' ')} …`);
  const quiet = { DEBIAN_FRONTEND: 'noninteractive' };
  const args = ['install', '-y', '-qq', '--no-install-recommends', ...names];
  for (const trouble of [
    await run('apt-get', ['update', '-qq'], quiet),
    await run('apt-get', args, quiet),
  ]) {
    if (trouble) console.error(trouble);
  }
}
