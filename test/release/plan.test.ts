import { expect, test } from 'vitest';
import { judgeTag, planRelease } from '../../release/plan.ts';

const CHANGELOG = `# Changelog

## 1.1.0, unreleased

- A queue.

## 1.0.0, 2026-11-01

- A trigger.
`;
const repository = { version: '1.0.0', changelog: CHANGELOG, tags: ['v1.0.0'], changes: [] };
const plan = (changes: Partial<Parameters<typeof planRelease>[0]> = {}) =>
  planRelease({ ...repository, ...changes }, '2026-12-01');
const renamed = (heading: string) => CHANGELOG.replace('## 1.1.0, unreleased', heading);

test("a release is the changelog's first section, and dates it", () => {
  expect(plan()).toEqual({
    version: '1.1.0',
    tag: 'v1.1.0',
    notes: '- A queue.',
    changelog: renamed('## 1.1.0, 2026-12-01'),
  });
});

test.each([
  ['a tree with changes', { changes: ['a.ts', 'b.ts'] }, 'not committed: a.ts, b.ts'],
  ['a tag that exists', { tags: ['v1.1.0'] }, 'the tag v1.1.0 exists'],
  [
    'a changelog whose first section is released',
    { changelog: renamed('## 1.1.0, 2026-11-30') },
    'CHANGELOG.md begins with no section "## <version>, unreleased"',
  ],
  [
    'a section without a line',
    { changelog: CHANGELOG.replace('- A queue.\n', '') },
    'CHANGELOG.md says nothing of 1.1.0',
  ],
  [
    'what is no version',
    { changelog: renamed('## next, unreleased') },
    'next is no semantic version',
  ],
  [
    'a prerelease',
    { changelog: renamed('## 1.2.0-rc.1, unreleased') },
    '1.2.0-rc.1 is a prerelease, which npm publishes by another tag than latest',
  ],
  [
    'an older version',
    { changelog: renamed('## 0.9.0, unreleased') },
    "0.9.0 is older than package.json's 1.0.0",
  ],
])('%s is refused', (_, changes, reason) => {
  expect(plan(changes)).toEqual({ reasons: [reason] });
});

test('the tag, package.json and the dated changelog must agree before anything is published', () => {
  const released = { version: '1.1.0', changelog: renamed('## 1.1.0, 2026-12-01') };
  expect(judgeTag('v1.1.0', released)).toBeUndefined();
  expect(judgeTag('v1.2.0', released)?.reasons).toEqual([
    "the tag is v1.2.0, and package.json's version 1.1.0",
  ]);
  expect(judgeTag('v1.0.0', repository)?.reasons).toEqual([
    'CHANGELOG.md begins with 1.1.0, not with 1.0.0',
    'CHANGELOG.md says that 1.1.0 is unreleased',
  ]);
});
