import { type ChildProcess, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { type Counts, failure } from './counts.ts';

/** One row of what `npm test` does. */
export interface Step {
  name: string;
  command: readonly [string, ...string[]];
  env?: NodeJS.ProcessEnv;
  /** Show the output as it comes: for what may download and install. */
  live?: boolean;
  /** Where its JSON report will be, and what reads it; without one the step is one check. */
  report?: { file: string; count: (json: string) => Counts };
}

const QUIET = 20_000;

/** Runs a step to its end, says how it went, and counts it. */
export async function runStep(step: Step): Promise<Counts> {
  const started = performance.now();
  const seconds = () => `${((performance.now() - started) / 1000).toFixed(1)} s`;
  console.log(`\n▸ ${step.name}`);

  const [command, ...args] = step.command;
  const child = spawn(command, args, {
    env: { ...process.env, ...step.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stop = () => child.kill('SIGTERM');
  process.on('SIGTERM', stop);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      if (step.live) process.stdout.write(text);
    });
  }
  const lastLine = () => output.trimEnd().split('\n').at(-1)?.trim() ?? '';
  const still = setInterval(() => console.log(`  … ${seconds()}: ${lastLine()}`), QUIET);
  const end = await ended(child);
  clearInterval(still);
  process.off('SIGTERM', stop);

  const counts = await judge(step, end);
  const ok = counts.failed === 0;
  if (!ok && !step.live) console.log(output.trimEnd());
  console.log(
    `${ok ? '✓' : '✗'} ${step.name}  ${seconds()}${step.report ? `  ${inShort(counts)}` : ''}`,
  );
  for (const [reason, times] of tally(counts.reasons)) console.log(`  ${times} skipped, ${reason}`);
  return counts;
}

/** Undefined where it ended well, else how it ended. */
function ended(child: ChildProcess): Promise<string | undefined> {
  return new Promise(resolve => {
    child.on('error', error => resolve(error.message));
    child.on('close', (code, signal) =>
      resolve(code === 0 ? undefined : `ended with ${signal ?? `exit code ${code}`}`),
    );
  });
}

/** A runner that crashed, wrote no report or ran no test has failed, whatever else it says. */
export async function judge(
  { name, report }: Pick<Step, 'name' | 'report'>,
  end: string | undefined,
): Promise<Counts> {
  const one: Counts = { passed: 1, failed: 0, skipped: 0, reasons: [], failures: [] };
  const failed = (counts: Counts, trouble: string): Counts => ({
    ...counts,
    failed: 1,
    failures: [...counts.failures, failure(name, trouble)],
  });
  if (!report) return end ? failed({ ...one, passed: 0 }, end) : one;
  try {
    const counts = report.count(await readFile(report.file, 'utf8'));
    if (counts.failed > 0) return counts;
    const trouble = end ?? (counts.passed > 0 ? undefined : 'ran no test');
    return trouble ? failed(counts, trouble) : counts;
  } catch {
    return failed({ ...one, passed: 0 }, `${end ?? 'ended well'}, but left no report`);
  }
}

function inShort({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

function tally(reasons: readonly string[]): Map<string, number> {
  const times = new Map<string, number>();
  for (const reason of reasons) times.set(reason, (times.get(reason) ?? 0) + 1);
  return times;
}
