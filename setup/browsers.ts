import { hasApt, installPackages } from './installPackages.ts';
import { ENGINES, locate } from './locate.ts';
import { need } from './need.ts';
import { PACKAGES } from './packages.ts';
import { run } from './run.ts';

const missing = () => ENGINES.filter(name => 'missing' in locate(name));

if (missing().length > 0) await download();
if (missing().length > 0 && hasApt)
  await installPackages(missing().flatMap(name => PACKAGES[name]));
report();

/**
 * Playwright's own builds, all three, so that the set matches. The engines are asked for one by one:
 * where the first cannot be had (no network, a firewall), nor can the others, and each refusal costs
 * Playwright five attempts.
 */
async function download(): Promise<void> {
  console.log(`Missing here: ${missing().join(', ')}. Trying Playwright's own builds …`);
  for (const name of ENGINES) {
    const refused = await run('npx', ['playwright', 'install', '--no-shell', name], {
      PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '10000',
    });
    if (refused) {
      console.log(`They cannot be downloaded here. ${refused}`);
      return;
    }
    if (hasApt) complain(await run('npx', ['playwright', 'install-deps', name]));
  }
}

function complain(trouble: string | undefined): void {
  if (trouble) console.error(trouble);
}

function report(): void {
  for (const name of ENGINES) {
    try {
      const { build, path } = need(name);
      console.log(
        `${name}: ${build === 'playwright' ? "Playwright's own" : "the system's"}, ${path}`,
      );
    } catch (error) {
      console.error((error as Error).message);
      process.exitCode = 1;
    }
  }
}
