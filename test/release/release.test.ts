import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile, symlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { pack } from '../../release/pack.ts';
import { toText } from '../../release/toText.ts';
import { newFolder } from '../newFolder.ts';

const run = promisify(execFile);

test('a dry run shows the version, the notes, the tag, the tarball, the sizes and the integrity of script tags', async () => {
  const release = { version: '9.0.0', tag: 'v9.0.0', notes: '- A line.', changelog: '' };
  const weights = [{ name: 'import { trigger }', size: 4321 }];
  const text = toText(release, '1.0.0', await pack(release.version), weights);
  const file = await readFile('dist/sendoff.lean.js');
  for (const part of [
    '1.0.0 → 9.0.0',
    'v9.0.0',
    '- A line.',
    'sendoff-9.0.0.tgz',
    'dist/index.d.ts',
    `${file.length.toLocaleString('en')} B  dist/sendoff.lean.js`,
    '4,321 B  import { trigger }',
    `dist/sendoff.lean.js  sha384-${createHash('sha384').update(file).digest('base64')}`,
    '.github/workflows/release.yml',
  ])
    expect(text).toContain(part);
});

test('a release is a commit and a tag; with changes about, it is neither', async () => {
  const clone = await newFolder();
  const git = async (...args: string[]) => (await run('git', args, { cwd: clone })).stdout.trim();
  const release = () => run('node_modules/.bin/tsx', ['release/main.ts'], { cwd: clone });
  await run('git', ['clone', '--quiet', '--depth=1', '--no-tags', `file://${resolve('.')}`, clone]);
  await symlink(resolve('node_modules'), join(clone, 'node_modules'), 'dir');
  await writeFile(join(clone, '.git/info/exclude'), 'node_modules\n');
  await git('config', 'user.name', 'Somebody');
  await git('config', 'user.email', 'somebody@example.com');
  const changelog = '# Changelog\n\n## 999.0.0, unreleased\n\n- A line.\n';
  await writeFile(join(clone, 'CHANGELOG.md'), changelog);

  await expect(release()).rejects.toMatchObject({
    code: 1,
    stderr: 'Not released: not committed: CHANGELOG.md.\n',
  });
  expect(await git('tag')).toBe('');

  await git('commit', '--quiet', '--all', '--message', 'Say what is new');
  await release();
  expect(await git('status', '--porcelain')).toBe('');
  expect(await git('rev-parse', 'v999.0.0^{}')).toBe(await git('rev-parse', 'HEAD'));
  const today = new Date().toISOString().slice(0, 10);
  expect(await git('show', 'v999.0.0:CHANGELOG.md')).toContain(`## 999.0.0, ${today}`);
  for (const file of ['package.json', 'package-lock.json'])
    expect(JSON.parse(await git('show', `v999.0.0:${file}`)).version).toBe('999.0.0');
});
