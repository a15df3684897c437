import { ENGINES, type EngineName } from '../../../setup/locate.ts';
import { drawText, toPicture } from '../../report/picture.ts';
import { drawShare, percent } from '../../report/share.ts';
import { COMPARED, type ConditionName } from '../cells/conditions.ts';
import { SUBJECTS } from '../cells/subjects.ts';
import { type Conditions, measured, shareOf } from './conditions.ts';
import type { Delivery } from './delivery.ts';

/** The picture's measures, in its own units. */
const SIZES = { labels: 118, column: 52, row: 20, head: 58, foot: 30, engineGap: 16 } as const;

const left = (engine: number, subject: number) =>
  SIZES.labels +
  engine * (COMPARED.length * SIZES.column + SIZES.engineGap) +
  subject * SIZES.column;

/** How much arrives under each condition: a row each, a block for each engine. */
export function toConditionsSvg(all: Conditions): string {
  const rows = measured(all);
  const width = left(ENGINES.length, 0);
  const bottom = SIZES.head + rows.length * SIZES.row;
  const heads = ENGINES.flatMap((engine, block) => [
    drawText(left(block, 0), 20, engine, 'font-weight="600" font-size="12"'),
    ...COMPARED.map((subject, column) =>
      drawText(
        left(block, column) + (SIZES.column - 2) / 2,
        44,
        subject,
        `text-anchor="middle"${subject === 'sendoff' ? ' font-weight="700"' : ''}`,
      ),
    ),
  ]);
  const body = rows.map(([name, delivery], row) =>
    drawRow(name, delivery, SIZES.head + row * SIZES.row),
  );
  const about =
    'Requests that arrive, in percent, over all moments and ways of leaving. Blank: not run.';

  return toPicture(
    {
      title: 'How much arrives, by condition',
      inWords: inWords(rows),
      width,
      height: bottom + SIZES.foot,
      fontSize: 10,
    },
    [...heads, ...body, drawText(8, bottom + 19, about)],
  );
}

function drawRow(name: ConditionName, delivery: Delivery, y: number): string {
  const size = { width: SIZES.column - 2, height: SIZES.row - 2 };
  const cells = ENGINES.flatMap((engine, block) =>
    COMPARED.map((subject, column) =>
      drawShare(shareOf(delivery, engine, subject), { x: left(block, column), y, ...size }),
    ),
  );
  return [drawText(8, y + 13, name), ...cells].join('\n');
}

function inWords(rows: readonly (readonly [ConditionName, Delivery])[]): string {
  const line = (delivery: Delivery, engine: EngineName) => {
    const shares = COMPARED.map(subject => {
      const share = percent(shareOf(delivery, engine, subject));
      return `${SUBJECTS[subject].title} ${share}`;
    });
    return `${engine} ${shares.join(', ')}`;
  };
  const all = rows.map(
    ([name, delivery]) => `${name}: ${ENGINES.map(engine => line(delivery, engine)).join('; ')}`,
  );
  return `In percent. ${all.join('. ')}.`;
}
