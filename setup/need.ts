import { type EngineName, type Located, locate } from './locate.ts';
import { PACKAGES } from './packages.ts';

/** The engine, or an error that names what is missing and the commands that install it. */
export function need(name: EngineName): Located {
  const found = locate(name);
  if ('path' in found) return found;
  throw new Error(
    [
      `${name} is missing: neither Playwright's own build nor the system's (${found.missing}) is here.`,
      'Either of these installs it:',
      `  npx playwright install --with-deps ${name}`,
      `  sudo apt-get install --no-install-recommends ${PACKAGES[name].join(' ')}`,
    ].join('\n'),
  );
}
