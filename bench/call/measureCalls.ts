import { CASES, type Case } from './cases.ts';
import type { Sample, Side } from './sample.ts';
import type { Server } from './serve.ts';
import { type Open, type Stop, tour } from './tour.ts';

/** Makes each call on its own pages, sendoff and bare in turn: the first, and the ten after it. */
export async function measureCalls(open: Open, server: Server, pages: number): Promise<Sample[]> {
  const stops = Array.from({ length: pages }, () => CASES.flatMap(stopsOf)).flat();
  const figures = await tour(server, stops, open);
  return stops.flatMap(({ call, side }, index) => [
    { call, side, figure: 'first call', value: figures[index]?.first ?? Number.NaN },
    { call, side, figure: 'next ten', value: figures[index]?.ten ?? Number.NaN },
  ]);
}

function stopsOf(each: Case): (Stop & { side: Side })[] {
  return (['bare', 'sendoff'] as const).flatMap(side => {
    const file = each[side];
    return file === undefined ? [] : [{ ...each, file, side }];
  });
}
