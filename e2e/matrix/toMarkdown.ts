import type { Counted } from './cell.ts';
import type { Delivery } from './delivery.ts';
import { type Exit, exits } from './exits.ts';
import { isWhole } from './isWhole.ts';
import { judge } from './judge.ts';
import { moments } from './moments.ts';
import { type Subject, subjects } from './subjects.ts';
import { tellFailure } from './tellFailure.ts';
import { toTable } from './toTable.ts';
import { waits } from './waits.ts';

/** `docs/delivery.md`: what was found, in words that are computed and in tables. */
export function toMarkdown(delivery: Delivery): string {
  const { date, runs, engines, outcomes } = delivery;
  const failures = judge(outcomes).map(tellFailure);
  const versions = Object.entries(engines).map(([name, ability]) =>
    'missing' in ability
      ? `- ${name}: cannot be run. ${ability.missing}`
      : `- ${name} ${ability.version}, ${ability.build === 'system' ? "the system's build" : "Playwright's build"}`,
  );
  const reasons = new Map(
    outcomes.flatMap(it =>
      'reason' in it ? [[`${it.engine}, ${it.subject}: ${it.reason}`, it]] : [],
    ),
  );
  const tables = Object.keys(engines).map(name => {
    const own = outcomes.filter(({ engine }) => engine === name);
    const part = (kind: Subject['kind']) =>
      toTable(own.filter(({ subject }) => subjects[subject].kind === kind));
    return `## ${name}\n\n${part('sendoff')}\n\n${part('bare')}`;
  });

  return `# What arrives when the page is left

Written by \`npm run matrix -- --runs ${runs}\` on ${date}; the same as data: [delivery.json](delivery.json). Each figure counts requests in the demo server's log.

${versions.join('\n')}

![Heat map of the tables below](delivery.svg)

## In short

${totals(delivery)}

${
  failures.length === 0
    ? 'Wherever a keepalive fetch or a beacon delivers every run, sendoff does; each of its transports does where it was still waiting when the page was left; what waits is delivered wherever a `fetchLater` is that was asked for beforehand. No request came twice.'
    : `**Not as promised:**\n\n${bullets(failures)}`
}

${exceptions(outcomes.flatMap(it => ('runs' in it ? [it] : [])))}

## How to read the tables

A number alone: every run's request arrived. \`3/${runs}\`: that many did. \`${runs} +1\`: one came twice. –: cannot be run.

${reasons.size > 0 ? `${bullets([...reasons.keys()])}\n` : ''}
| way of leaving | what it is | asked for \`now\` | the load event |
| -------------- | ---------- | --------------- | -------------- |
${Object.entries(exits)
  .map(([name, exit]: [string, Exit]) => {
    const load = exit.loaded ? 'has fired' : 'never fires';
    return `| \`${name}\` | ${exit.title} | ${exit.asked} | ${load} |`;
  })
  .join('\n')}

| moment | a page's own listeners |
| ------ | ---------------------- |
${Object.entries(moments)
  .map(([name, pattern]) => `| \`${name}\` | ${pattern} |`)
  .join('\n')}

${tables.join('\n\n')}

## How it is measured

\`npm run matrix -- --runs 20\` builds, runs everything, and writes this page. What is done is kept in \`test-results/matrix.ndjson\`: an interrupted run goes on where it stopped, until the SDK, the pages or the browser change; \`--fresh\` forgets it. \`--engine\`, \`--subject\`, \`--moment\` and \`--exit\` narrow it, to one cell if need be; such a run prints its tables and writes nothing here.

- Each subject has a page of its own, on which it sends once at each moment. So sendoff's listeners change nothing for the bare API, and no more than five requests leave at one exit, of the six that an engine sends to one host at once.
- Tabs and windows are closed as a person closes them: \`beforeunload\` runs. A renderer is crashed by the browser's own command (Chromium) or by killing its process; a browser is killed with all its processes, by SIGKILL.
- The count comes when a later request of the same browser has arrived, then nothing for two seconds, and then the browser has ended.
`;
}

/** In how many cells each subject delivers every run, engine by engine. */
function totals({ engines, outcomes }: Delivery): string {
  const names = Object.keys(engines);
  const rows = Object.entries(subjects).map(([subject, { title }]) => {
    const cells = names.map(name => {
      const own = outcomes.filter(it => it.subject === subject && it.engine === name);
      const counted = own.filter(it => 'runs' in it);
      return counted.length === 0 ? '–' : `${counted.filter(isWhole).length} of ${counted.length}`;
    });
    return `| ${title} | ${cells.join(' | ')} |`;
  });
  return [
    `| cells in which every run arrived | ${names.join(' | ')} |`,
    `| --- | ${names.map(() => '---').join(' | ')} |`,
    ...rows,
  ].join('\n');
}

/** What the default does not deliver, whether anything could or not. */
function exceptions(counted: readonly Counted[]): string {
  const own = counted.filter(cell => cell.subject === 'sendoff' && waits(cell));
  const lost = own.filter(cell => !isWhole(cell));
  const cells = `sendoff's default, still waiting when the page was left: ${own.length - lost.length} of ${own.length} cells deliver every run`;
  if (lost.length === 0) return `${cells}.`;
  return `${cells}. The others:\n\n${bullets(lost.map(cell => `${cell.engine}, ${cell.exit}, at ${cell.moment}: ${cell.arrived} of ${cell.runs}`))}`;
}

function bullets(lines: readonly string[]): string {
  return lines.map(line => `- ${line}`).join('\n');
}
