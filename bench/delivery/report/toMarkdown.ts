import { bullets } from '../../report/table.ts';
import { SUBJECTS, type Subject } from '../cells/subjects.ts';
import type { Delivery } from './delivery.ts';
import { howToRead } from './howToRead.ts';
import { judge, tellFailure } from './judge.ts';
import { losses, totals } from './summary.ts';
import { toTable } from './table.ts';

const KEPT =
  'Wherever a keepalive fetch or a beacon delivers every run, sendoff does; each of its transports does where it still waited when the page was left; and what waits is delivered wherever a `fetchLater` is that was asked for beforehand. Nothing came twice.';

/** `docs/delivery.md`: what was found, in words that are computed and in tables. */
export function toMarkdown(delivery: Delivery): string {
  const { date, runs, engines, outcomes } = delivery;
  const failures = judge(outcomes).map(tellFailure);
  const versions = Object.entries(engines).map(([name, ability]) => {
    if ('missing' in ability) return `${name}: cannot be run. ${ability.missing}`;
    const build = ability.build === 'system' ? "the system's build" : "Playwright's build";
    return `${name} ${ability.version}, ${build}`;
  });
  const tables = Object.keys(engines).map(name => {
    const own = outcomes.filter(({ engine }) => engine === name);
    const part = (kind: Subject['kind']) =>
      toTable(own.filter(({ subject }) => SUBJECTS[subject].kind === kind));
    return `## ${name}\n\n${part('sendoff')}\n\n${part('bare')}`;
  });

  return `# What arrives when the page is left

Written by \`npm run matrix -- --runs ${runs}\` on ${date}; the same as data: [delivery.json](delivery.json). Each figure counts requests in the demo server's log.

${bullets(versions)}

![Heat map of the tables below](delivery.svg)

## In short

${totals(delivery)}

${failures.length === 0 ? KEPT : `**Not as promised:**\n\n${bullets(failures)}`}

${losses(outcomes)}

## How to read the tables

${howToRead(delivery)}

${tables.join('\n\n')}

## How it is measured

\`npm run matrix -- --runs 20\` builds, runs everything, and writes this page. What is done is kept in \`logs/matrix.ndjson\`: an interrupted run goes on where it stopped, until the SDK, the pages or the browser change; \`--fresh\` forgets it. \`--engine\`, \`--subject\`, \`--moment\` and \`--exit\` narrow it, to one cell if need be; such a run prints its tables and writes nothing here.

- Each subject has its own page, on which it sends once at each moment; an element or a plain fetch that is asked for as the page is left has one more, since it costs Firefox's back/forward cache. So sendoff's listeners change nothing for the bare APIs, and no more than five requests leave at one exit, of the six that an engine sends to one host at once.
- Tabs and windows are closed as a person closes them: \`beforeunload\` runs. A renderer is crashed by the browser's own command (Chromium) or by killing its process; a browser is killed with all its processes, by SIGKILL. Both find a page at rest: what waits is what they can lose.
- The count is taken when a later request of the same browser has arrived, nothing has come for two seconds after it, and the browser has ended.
`;
}
