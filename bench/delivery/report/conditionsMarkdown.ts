import { ENGINES } from '../../../setup/locate.ts';
import { percent } from '../../report/share.ts';
import { alignTable, bullets } from '../../report/table.ts';
import type { Outcome } from '../cells/cell.ts';
import { COMPARED, type Condition, type ConditionName, conditions } from '../cells/conditions.ts';
import { exits as ways } from '../cells/exits.ts';
import { SUBJECTS } from '../cells/subjects.ts';
import { type Conditions, measured, shareOf, whyNone } from './conditions.ts';
import type { Delivery } from './delivery.ts';
import { type Failure, judge, tellFailure } from './judge.ts';
import { show } from './table.ts';

/** `docs/conditions.md`: what was found under each condition, in words that are computed and in tables. */
export function toConditionsMarkdown(all: Conditions): string {
  const rows = measured(all);
  const failures = rows.flatMap(([, { outcomes }]) => judge(outcomes));
  const { plain: _, ...others } = conditions;
  const missing = Object.keys(others).filter(name => !Object.hasOwn(all, name));
  const used = new Set(rows.flatMap(([name]) => conditions[name].exits));
  const legend = Object.entries(ways).filter(([name]) => used.has(name as never));

  return `# What arrives under real conditions

[The delivery matrix](delivery.md) leaves a page in its own tab, on this machine, over HTTP/1.1. Here are the pages that people have: over TLS, far from their collector, in frames, under a service worker, before servers that fail. Each figure counts requests in the demo server's log; [conditions.json](conditions.json) has the same as data.

![How much arrives, by condition](conditions.svg)

Under each condition, sendoff's default stands beside a bare keepalive \`fetch\` and a bare \`sendBeacon\`, at the moments and by the ways of leaving that make sense there. All other transports are in [the matrix](delivery.md).

## In short

${alignTable(['condition', 'what is different', ...ENGINES], rows.map(toSummary))}

In percent, over all moments and ways of leaving: sendoff / keepalive fetch / beacon. –: not run; below is why.${missing.length > 0 ? ` No run is published of ${missing.map(name => `\`${name}\``).join(', ')}.` : ''}

${toShortfalls(failures.filter(({ beside }) => beside))}

## What comes twice

${toDuplicates(failures.filter(({ beside }) => !beside))}

sendoff sends once. What sends twice is the browser:

- Chromium and Firefox send a request again by themselves when a connection that was used before is cut after the server has read it (\`reset-reused\`), whichever API has made it. Proxies do the same.
- Chromium ends a page whose exit takes too long, as with hundreds of waiting calls or on a busy machine, and sends the [copies](promises.md#7-crash-insurance) that it holds of them. One whose call has left in that instant comes twice.
- No page can prevent it, or learn of it.
- Both copies carry the same id. A bare API's copies look like two calls.

So a server whose work must happen once dedupes by the tag's id: the demo server logs the second with \`duplicate\`, answers both, and runs their script once. [sendoff/server](server.md) has the ledger for it.

${rows.map(toSection).join('\n\n')}

## The ways of leaving

${alignTable(
  ['way of leaving', 'what it is', '`now` is asked for'],
  legend.map(([name, { title, asked }]) => [`\`${name}\``, title, asked]),
)}

The moments are those of [the matrix](delivery.md#how-to-read-the-tables). In the tables a number alone means that every request arrived; \`n/runs\`, that so many did; \`+1\`, that one came twice. –: not run.

## How it is measured

\`npm run matrix -- --condition NAME --runs 20\` runs one condition and writes its part of this page; \`--condition all\` runs them all. What is done is kept in \`logs/matrix.ndjson\`, and an interrupted run goes on from there.

- A page is left some times in one browser: a condition takes longer to set up than a visit. Closed tabs are closed as a person closes them.
- A page that is discarded, or whose browser ends, has a browser of its own without a driver: with one, no engine ends with its last window, and Chromium discards no tab.
- The distance is a relay on this machine, which holds each packet; the first waits for the round trip that a handshake costs. Each page has its own relay, so that no connection is open. (To the browser it is open at once, since this machine itself accepts it; only over TLS, \`far-h2\`, does it wait for the other end.)
- TLS has a certificate that is made for the run and that the engines are started to accept.
`;
}

function toShortfalls(failures: readonly Failure[]): string {
  if (failures.length === 0)
    return 'Wherever a keepalive fetch or a beacon delivers every run, sendoff does.';
  return `**Where sendoff delivers less than a bare API that delivers every run:**\n\n${bullets(failures.map(tellFailure))}`;
}

function toDuplicates(failures: readonly Failure[]): string {
  if (failures.length === 0)
    return 'Nothing came twice, but where a connection is cut (`reset-reused`).';
  return `These came twice, beside those of a cut connection (\`reset-reused\`):\n\n${bullets(failures.map(tellFailure))}`;
}

function toSummary([name, delivery]: readonly [ConditionName, Delivery]): readonly string[] {
  const shares = ENGINES.map(engine => {
    const each = COMPARED.map(subject => shareOf(delivery, engine, subject));
    return each.some(share => share !== undefined)
      ? each.map(share => percent(share, '–')).join(' / ')
      : '–';
  });
  return [`[\`${name}\`](#${name})`, conditions[name].title, ...shares];
}

/** A condition: a row for each way of leaving and moment, a column for each engine and subject. */
function toSection([name, delivery]: readonly [ConditionName, Delivery]): string {
  const { date, runs, engines, outcomes } = delivery;
  const columns = ENGINES.flatMap(engine => COMPARED.map(subject => ({ engine, subject })));
  const head = columns.map(({ engine, subject }) =>
    subject === COMPARED[0] ? `${engine}: ${subject}` : subject,
  );
  const { exits, moments }: Condition = conditions[name];
  const body = exits.flatMap(exit =>
    moments.map(moment => {
      const row = outcomes.filter(it => it.exit === exit && it.moment === moment);
      const cells = columns.map(({ engine, subject }) =>
        show(row.find(it => it.engine === engine && it.subject === subject)),
      );
      return [`\`${exit}\``, `\`${moment}\``, ...cells];
    }),
  );
  const reasons = ENGINES.flatMap(engine => {
    const reason = whyNone(delivery, engine);
    return reason ? [`${engine}: ${reason}`] : [];
  });
  const versions = ENGINES.flatMap(engine => {
    const ability = engines[engine];
    return ability && 'version' in ability ? [`${engine} ${ability.version}`] : [];
  });

  return [
    `## ${name}`,
    `A page ${conditions[name].title}. ${runs === 1 ? '1 run' : `${runs} runs`} on ${date}: ${versions.join(', ')}.`,
    alignTable(['way of leaving', 'moment', ...head], body),
    ...(reasons.length > 0 ? [bullets(reasons)] : []),
    ...seen(outcomes),
  ].join('\n\n');
}

/** What the pages have seen of their requests, where they stayed for that. */
function seen(outcomes: readonly Outcome[]): readonly string[] {
  const lines = ENGINES.flatMap(engine => {
    const parts = COMPARED.flatMap(subject => {
      const own = outcomes.flatMap(it =>
        'receipts' in it && it.engine === engine && it.subject === subject ? [it.receipts] : [],
      );
      const counts = own.flatMap(receipts =>
        Object.entries(receipts ?? {}).map(([what, times]) => `\`${what}\` ${times}`),
      );
      return counts.length > 0 ? [`${SUBJECTS[subject].title} ${counts.join(', ')}`] : [];
    });
    return parts.length > 0 ? [`${engine}: ${parts.join('; ')}`] : [];
  });
  return lines.length > 0 ? [`What the page saw, where it stayed:\n\n${bullets(lines)}`] : [];
}
