import { readFileSync, writeFileSync } from 'node:fs';
import type { Reporter, TestCase, TestResult } from '@playwright/test/reporter';
import type { EngineName } from '../../setup/locate.ts';
import { add, type Count, type Counts, put } from './counts.ts';

const DATA = new URL('../../docs/outbox.json', import.meta.url);
const DOCUMENT = new URL('../../docs/outbox.md', import.meta.url);

/**
 * Playwright's reporter for `npm run outbox`: counts the runs of each test, and writes them down. A narrowed
 * run replaces the counts of its own tests.
 */
export default function createReporter(): Reporter {
  const counted = new Map<string, Map<EngineName, Count>>();
  const write = () => {
    const counts: Record<string, Counts[string]> = JSON.parse(readFileSync(DATA, 'utf8'));
    for (const [title, engines] of counted)
      counts[title] = { ...counts[title], ...Object.fromEntries(engines) };
    const sorted = Object.fromEntries(Object.entries(counts).sort());
    writeFileSync(DATA, `${JSON.stringify(sorted, null, 2)}\n`);
    writeFileSync(DOCUMENT, put(readFileSync(DOCUMENT, 'utf8'), sorted));
  };

  return {
    printsToStdio: () => false,
    onTestEnd({ title, parent }: TestCase, { status, annotations }: TestResult) {
      if (status === 'skipped' || status === 'interrupted') return;
      const engine = parent.project()?.name as EngineName;
      const [arrived, called] = annotations
        .filter(({ type }) => type === 'arrived')
        .flatMap(({ description }) => description?.split(' of ').map(Number) ?? []);
      const engines = counted.get(title) ?? new Map();
      counted.set(title, engines);
      const run = { passed: Number(status === 'passed') };
      engines.set(
        engine,
        add(
          engines.get(engine),
          called === undefined ? run : { ...run, arrived: arrived ?? 0, called },
        ),
      );
    },
    onEnd: write,
  };
}
