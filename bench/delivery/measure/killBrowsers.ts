import type { Engine, Visitor } from '../../../e2e/fixtures/engine.ts';
import type { Visit } from '../cells/visit.ts';
import { rest } from './rest.ts';

/** Opens pages, and kills the browser when they are at rest: one for all of them where visitors share it. */
export async function killBrowsers(
  engine: Engine,
  visits: readonly Visit[],
  url: (visit: Visit) => string,
): Promise<void> {
  const groups = engine.shared ? [visits] : visits.map(visit => [visit]);
  for (const group of groups) {
    const visitors: Visitor[] = [];
    for (const visit of group) {
      const visitor = await engine.visit();
      visitors.push(visitor);
      await rest(await visitor.open(url(visit)));
    }
    await visitors[0]?.kill();
    for (const visitor of visitors) await visitor.end();
  }
}
