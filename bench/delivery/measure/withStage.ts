import type { Site } from '../../../e2e/support/site.ts';
import { type Condition, type ConditionName, conditions } from '../cells/conditions.ts';
import type { Exit } from '../cells/exits.ts';
import type { Relay } from './relays/relay.ts';
import { relays } from './relays/relays.ts';
import { withSites } from './withSites.ts';

/** What a browser needs to be led through the visits of a condition. */
export interface Stage {
  /** The site that the page is on, or that holds it in a frame, as the browser reaches it. */
  own: Site;
  /** Where the requests are counted. */
  collector: Site;
  /** A page that must have been open before, and says `isControlled` when it has done its part. */
  worker: string | undefined;
  /** What the browser opens in order to have the page at this path, and the condition with it. */
  address(path: string, query: Query, opener?: Exit['opener']): Promise<string>;
}

type Query = NonNullable<Parameters<Site['url']>[1]>;

/** Sets up what a condition needs, for the time that `use` takes; `keep` may copy the sites' logs. */
export async function withStage<Result>(
  name: ConditionName,
  use: (stage: Stage) => Promise<Result>,
  keep?: (folder: string) => Promise<void>,
): Promise<Result> {
  const { frame, site, collector, worker, many }: Condition = conditions[name];
  const started: Relay[] = [];
  const behind = async (relay: keyof typeof relays | undefined, target: Site): Promise<Site> => {
    if (!relay) return target;
    const own = await relays[relay](Number(new URL(target.origin).port));
    started.push(own);
    const origin = `${own.protocol}://${new URL(target.origin).hostname}:${own.port}`;
    return { ...target, origin, url: (...to) => target.url(...to).replace(target.origin, origin) };
  };

  try {
    return await withSites(async (plain, other) => {
      const own = await behind(site, plain);
      const home = frame === 'cross-site' ? other : own;
      return use({
        own,
        collector: collector ? other : home,
        worker: worker && own.url('/e2e/matrix/worker.html', { answers: answersOf(worker) }),
        async address(path, query, opener) {
          // Its own for each page: no connection to it is open.
          const to = collector && (await behind(collector, other)).origin;
          const page = home.url(path, {
            ...query,
            ...many,
            other: other.origin,
            ...(to && { to }),
          });
          const top = opener === 'cross-site' ? other : own;
          if (opener) return top.url('/e2e/matrix/opener.html', { popup: page });
          return frame ? inFrame(own, page, frame) : page;
        },
      });
    }, keep);
  } finally {
    await Promise.all(started.map(relay => relay.end()));
  }
}

function answersOf(worker: NonNullable<Condition['worker']>): string {
  return worker === 'stopped' ? 'pass' : worker;
}

function inFrame(top: Site, page: string, frame: NonNullable<Condition['frame']>): string {
  const keeper = new URL('/e2e/away.html', page).href;
  const sandboxed = frame === 'sandboxed';
  return top.url('/e2e/matrix/framer.html', { frame: page, keeper, sandboxed });
}
