// Plain JavaScript and built-ins only: this runs before anything has been installed.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

const root = new URL('../', import.meta.url);
/** Whose packages these are: the repository's, or those of a folder in it that has its own. */
const folder = new URL(process.argv[2] ? `${process.argv[2]}/` : '', root);
const read = path => JSON.parse(readFileSync(new URL(path, folder), 'utf8'));

/** Whether `node_modules` holds just what `package-lock.json` asks for. */
function isInstalled() {
  try {
    const wanted = read('package-lock.json').packages;
    // npm writes this file last, so an install that was interrupted has none.
    const present = read('node_modules/.package-lock.json').packages;
    const same = path => present[path]?.version === wanted[path]?.version;
    return (
      Object.keys(present).every(same) &&
      Object.keys(wanted).every(path => path === '' || wanted[path].optional || same(path))
    );
  } catch {
    return false;
  }
}

function failWhenNodeIsTooOld() {
  const wanted = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')).engines.node;
  const [major, minor] = wanted.match(/\d+/g).map(Number);
  const [ownMajor, ownMinor] = process.versions.node.split('.').map(Number);
  if (ownMajor > major || (ownMajor === major && ownMinor >= minor)) return;
  console.error(`sendoff needs Node ${wanted}; this is Node ${process.versions.node}.`);
  process.exit(1);
}

function install() {
  const lock = `${process.argv[2] ? `${process.argv[2]}/` : ''}package-lock.json`;
  console.log(`Installing the packages in ${lock} (npm ci) …`);
  const started = Date.now();
  // Some packages ask for a newer Node than they need. Errors only, so that their EBADENGINE warnings
  // do not look like the reason for whatever comes next.
  const npm = spawn('npm', ['ci', '--no-fund', '--no-audit', '--loglevel=error'], {
    cwd: folder,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32', // npm is a .cmd file there
  });
  const seconds = () => Math.round((Date.now() - started) / 1000);
  const still = setInterval(() => console.log(`  … still installing, ${seconds()} s`), 10_000);
  npm.on('error', error => {
    clearInterval(still);
    console.error(`npm could not be started: ${error.message}`);
    process.exitCode = 1;
  });
  npm.on('exit', (code, signal) => {
    clearInterval(still);
    if (code === 0) return;
    console.error(`\nnpm ci failed (${signal ?? `exit code ${code}`}): what is above says why.`);
    process.exitCode = 1;
  });
}

failWhenNodeIsTooOld();
if (!isInstalled()) install();
