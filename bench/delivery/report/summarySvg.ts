import { conditions } from '../cells/conditions.ts';
import type { ExitName } from '../cells/exits.ts';
import { SUBJECTS, type SubjectName } from '../cells/subjects.ts';
import type { Delivery } from './delivery.ts';
import { drawShare, drawText, percent, toXml } from './svg.ts';

/** The picture's measures, in its own units. */
const SIZES = { labels: 150, column: 72, row: 30, head: 40, foot: 34 } as const;

const BOX = { width: SIZES.column - 3, height: SIZES.row - 3 };

/** sendoff as it comes, beside what a page has without it. */
const COMPARED: readonly SubjectName[] = ['sendoff', 'keepalive', 'beacon', 'fetch', 'img'];
const ways: readonly ExitName[] = conditions.plain.exits;

/** What arrives in short: a row for each API, a column for each way of leaving, all engines and moments. */
export function toSummarySvg(delivery: Delivery): string {
  const width = SIZES.labels + ways.length * SIZES.column + 8;
  const height = SIZES.head + COMPARED.length * SIZES.row + SIZES.foot;
  const left = (column: number) => SIZES.labels + column * SIZES.column;
  const heads = ways.map((way, column) =>
    drawText(left(column) + SIZES.column / 2, 26, way, 'text-anchor="middle"'),
  );
  const rows = COMPARED.map((subject, row) => {
    const y = SIZES.head + row * SIZES.row;
    const weight = subject === 'sendoff' ? 'font-weight="700"' : '';
    const label = drawText(8, y + 19, SUBJECTS[subject].title, weight);
    const cells = ways.map((way, column) =>
      drawShare(shareOf(delivery, subject, way), { x: left(column), y, ...BOX }),
    );
    return [label, ...cells].join('\n');
  });
  const about = `Requests that arrive, in percent: ${Object.keys(delivery.engines).join(', ')}; five moments; ${delivery.runs} runs each.`;

  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title desc" font-family="system-ui, sans-serif" font-size="11">
<title id="title">How much arrives, by way of leaving the page</title>
<desc id="desc">${toXml(inWords(delivery))}</desc>
<rect width="100%" height="100%" rx="6" fill="#ffffff"/>
<g fill="#24292f">
${[...heads, ...rows, drawText(8, height - 12, about)].join('\n')}
</g>
</svg>
`;
}

/** Of all its requests in this way of leaving, how many arrived: 0 to 1; nothing where none was made. */
function shareOf({ outcomes }: Delivery, subject: SubjectName, exit: ExitName): number | undefined {
  const own = outcomes.flatMap(it =>
    'runs' in it && it.subject === subject && it.exit === exit ? [it] : [],
  );
  const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);
  const runs = sum(own.map(it => it.runs));
  return runs === 0 ? undefined : sum(own.map(it => it.arrived)) / runs;
}

function inWords(delivery: Delivery): string {
  const rows = COMPARED.map(subject => {
    const shares = ways.map(way => {
      const share = shareOf(delivery, subject, way);
      return `${way} ${share === undefined ? 'not run' : percent(share)}`;
    });
    return `${SUBJECTS[subject].title}: ${shares.join(', ')}`;
  });
  return `In percent. ${rows.join('. ')}.`;
}
