import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs, promisify } from 'node:util';
import { weigh } from '../setup/figures.ts';
import { pack } from './pack.ts';
import { judgeTag, planRelease, type Release, type Repository } from './plan.ts';
import { toText } from './toText.ts';

const run = promisify(execFile);

const lines = async (...args: string[]) =>
  (await run('git', args)).stdout.split('\n').filter(Boolean);

const { values } = parseArgs({
  options: { 'dry-run': { type: 'boolean', default: false }, tag: { type: 'string' } },
});
const repository: Repository = {
  version: JSON.parse(await readFile('package.json', 'utf8')).version,
  changelog: await readFile('CHANGELOG.md', 'utf8'),
  tags: await lines('tag', '--list'),
  changes: (await lines('status', '--porcelain')).map(line => line.slice(3)),
};

if (values.tag === undefined) await release(values['dry-run']);
else refuse(judgeTag(values.tag, repository)?.reasons ?? []);

async function release(isDryRun: boolean): Promise<void> {
  const plan = planRelease(repository, new Date().toISOString().slice(0, 10));
  if ('reasons' in plan) return refuse(plan.reasons);
  if (!isDryRun) return commit(plan);
  console.log(toText(plan, repository.version, await pack(plan.version), await weigh()));
}

/** The tag is pushed by hand: what it starts cannot be taken back. */
async function commit({ version, tag, changelog }: Release): Promise<void> {
  await writeFile('CHANGELOG.md', changelog);
  await run('npm', ['version', version, '--no-git-tag-version', '--allow-same-version']);
  await run('git', ['commit', '--all', '--message', `Release ${version}`]);
  await run('git', ['tag', '--annotate', tag, '--message', `Release ${version}`]);
  console.log(`Committed and tagged. To publish it: git push origin main ${tag}`);
}

function refuse(reasons: readonly string[]): void {
  for (const reason of reasons) console.error(`Not released: ${reason}.`);
  if (reasons.length > 0) process.exitCode = 1;
}
