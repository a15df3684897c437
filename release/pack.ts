import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { integrityOf } from '../setup/figures.ts';

const run = promisify(execFile);

const TAGS = ['dist/sendoff.js', 'dist/sendoff.lean.js', 'dist/sendoff.vitals.js'];

/** What a version would publish. Sizes are in bytes. */
export interface Package {
  filename: string;
  size: number;
  unpackedSize: number;
  files: readonly { path: string; size: number }[];
  /** What a page writes into a script tag's `integrity`. */
  scriptTags: readonly { path: string; integrity: string }[];
}

/** Packs the build as this version, away from the repository, which stays as it is. */
export async function pack(version: string): Promise<Package> {
  const folder = await mkdtemp(join(tmpdir(), 'sendoff-release-'));
  const manifest = JSON.parse(await readFile('package.json', 'utf8'));
  await writeFile(join(folder, 'package.json'), JSON.stringify({ ...manifest, version }, null, 2));
  const texts = (await readdir('.')).filter(name => /^(README|LICENSE)/.test(name));
  for (const path of [...manifest.files, ...texts])
    await cp(path, join(folder, path), { recursive: true });
  const packed = await run('npm', ['pack', '--json', '--dry-run', '--ignore-scripts'], {
    cwd: folder,
  });
  await rm(folder, { recursive: true });
  return {
    ...JSON.parse(packed.stdout)[0],
    scriptTags: await Promise.all(
      TAGS.map(async path => ({ path, integrity: await integrityOf(path) })),
    ),
  };
}
