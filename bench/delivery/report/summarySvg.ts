import { drawText, toPicture } from '../../report/picture.ts';
import { drawShare, percent, shareArrived } from '../../report/share.ts';
import { conditions } from '../cells/conditions.ts';
import type { ExitName } from '../cells/exits.ts';
import { SUBJECTS, type SubjectName } from '../cells/subjects.ts';
import type { Delivery } from './delivery.ts';

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

  return toPicture(
    {
      title: 'How much arrives, by way of leaving the page',
      inWords: inWords(delivery),
      width,
      height,
    },
    [...heads, ...rows, drawText(8, height - 12, about)],
  );
}

/** Of all its requests in this way of leaving, how many arrived: 0 to 1; nothing where none was made. */
function shareOf({ outcomes }: Delivery, subject: SubjectName, exit: ExitName): number | undefined {
  return shareArrived(outcomes.filter(it => it.subject === subject && it.exit === exit));
}

function inWords(delivery: Delivery): string {
  const rows = COMPARED.map(subject => {
    const shares = ways.map(way => `${way} ${percent(shareOf(delivery, subject, way))}`);
    return `${SUBJECTS[subject].title}: ${shares.join(', ')}`;
  });
  return `In percent. ${rows.join('. ')}.`;
}
