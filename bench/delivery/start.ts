import type { Engine } from '../../e2e/browsers/engine.ts';
import { engines } from '../../e2e/support/engines.ts';
import type { EngineName } from '../../setup/locate.ts';
import type { Ability } from './cells/ability.ts';
import { withSites } from './measure/withSites.ts';

interface Started {
  name: EngineName;
  ability: Ability;
  /** Nothing where the engine is missing here. */
  engine?: Engine;
}

/** Starts an engine, and finds out what it can do. */
export async function start(name: EngineName): Promise<Started> {
  try {
    const engine = await engines[name]();
    const { version, build } = engine;
    return { name, engine, ability: { version, build, fetchLater: await knowsFetchLater(engine) } };
  } catch (error) {
    const [missing = ''] = (error as Error).message.split('\n');
    return { name, ability: { missing } };
  }
}

function knowsFetchLater(engine: Engine): Promise<boolean> {
  return withSites(async server => {
    const visitor = await engine.visit();
    const tab = await visitor.open(server.url('/e2e/away.html'));
    const known = await tab.evaluate(() => 'fetchLater' in window);
    await visitor.end();
    return known;
  });
}
