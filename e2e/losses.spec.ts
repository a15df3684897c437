import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MOMENTS, type Moment } from '../bench/delivery/cells/moments.ts';
import { visitsOf } from '../bench/delivery/cells/visits.ts';
import { runBatch } from '../bench/delivery/measure/runBatch.ts';
import { tally } from '../bench/delivery/report/delivery.ts';
import { losses } from '../docs/losses/losses.js';
import { BY_LIKENESS, IS_WHOLE, isLeftOut, LEFT_OUT } from './support/oneEngine.ts';
import { expect, test } from './support/test.ts';

test.skip(isLeftOut, LEFT_OUT);

const SUBJECTS = ['sendoff', 'sendoff.fetch', 'sendoff.beacon'] as const;
const ALL = Object.keys(MOMENTS) as Moment[];

for (const exit of ['close', 'kill'] as const)
  test(`the SQL of losses finds in the log of a run what the matrix has counted: ${exit}`, async ({
    engine,
  }, info) => {
    test.skip(exit === 'kill' && !IS_WHOLE, BY_LIKENESS);
    const cells = SUBJECTS.flatMap(subject =>
      ALL.map(moment => ({
        engine: engine.name,
        condition: 'plain' as const,
        subject,
        moment,
        exit,
      })),
    );
    const visits = visitsOf(cells, 1);
    const log = info.outputPath('log.ndjson');
    const results = await runBatch(engine, visits, folder =>
      copyFile(join(folder, '127.0.0.1.ndjson'), log),
    );
    const count = tally(
      visits.map(({ moments: _, ...visit }, at) => ({
        ...visit,
        build: '',
        version: '',
        arrivals: results[at]?.arrivals ?? {},
      })),
    );
    const sum = (chosen: typeof cells, kind: 'runs' | 'arrived' | 'duplicates') =>
      chosen.reduce((all, cell) => all + count(cell)[kind], 0);
    const counted = ALL.map(moment => {
      const chosen = cells.filter(cell => cell.moment === moment);
      return { asked: moment, came: sum(chosen, 'arrived'), pages: sum(chosen, 'runs') };
    });

    const [, byTransport = [], byName = []] = await losses(log);
    const found = ALL.map(asked => {
      const { came = 0 } = byName.find(row => row.asked === asked) ?? {};
      return { asked, came, pages: byName[0]?.pages };
    });
    expect(found).toEqual(counted);
    const copies = byTransport.reduce((all, row) => all + row.copies, 0);
    expect(copies).toBe(sum(cells, 'duplicates'));
  });
