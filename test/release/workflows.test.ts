import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

const FOLDER = '.github/workflows';
const read = (name: string) => readFileSync(`${FOLDER}/${name}`, 'utf8');

test('no workflow has a secret, and only the one that publishes proves who it is', () => {
  for (const name of readdirSync(FOLDER)) {
    expect(read(name), name).not.toMatch(/secrets\b|_TOKEN/i);
    expect(read(name).includes('id-token: write'), name).toBe(name === 'release.yml');
  }
});

test('a tag is published with provenance after the tests, and after what it names has been judged', () => {
  const { on, jobs } = parse(read('release.yml'));
  expect(on).toEqual({ push: { tags: ['v*'] } });
  expect(jobs.test.uses).toBe('./.github/workflows/test.yml');
  expect(jobs.publish.needs).toBe('test');
  const steps = jobs.publish.steps.map(({ run = '' }: { run?: string }) => run);
  const judges = steps.indexOf('npm run release -- --tag "$GITHUB_REF_NAME"');
  const publishes = steps.indexOf('npm publish --provenance --access public');
  expect(judges).toBeGreaterThan(0);
  expect(publishes).toBeGreaterThan(judges);
});

test('the tests run on each version of Node that the documents and package.json name', () => {
  const { node } = parse(read('test.yml')).jobs.test.strategy.matrix;
  const [, lowest, ...others] =
    /`sendoff\/server`: (\d+)\.\d+, (\d+), (\d+) and (\d+)/.exec(
      readFileSync('docs/releases.md', 'utf8'),
    ) ?? [];
  expect(node).toEqual([lowest, ...others]);
  const { engines } = JSON.parse(readFileSync('package.json', 'utf8'));
  expect(engines.node).toMatch(new RegExp(`^>=${lowest}\\.`));
});

test('a report of a fault asks for the call, the receipt and what the server saw', () => {
  const { body } = parse(readFileSync('.github/ISSUE_TEMPLATE/bug.yml', 'utf8'));
  const required = body
    .filter(({ validations }: { validations?: { required: boolean } }) => validations?.required)
    .map(({ id }: { id: string }) => id);
  expect(required).toEqual(expect.arrayContaining(['call', 'receipt', 'server']));
});
