import type { Tab, Visitor } from '../../../e2e/browsers/engine.ts';
import { followByScript } from '../../../e2e/support/followByScript.ts';
import { type Condition, conditions } from '../cells/conditions.ts';
import { type Exit, exits, type InsideExit } from '../cells/exits.ts';
import type { Receipts, Visit } from '../cells/visits.ts';
import {
  ask,
  feign,
  fireAgain,
  freeze,
  network,
  receiptsOf,
  rest,
  says,
  takeFocus,
} from './inPage.ts';

/** How to come to the page of a visit. */
export type Address = (visit: Visit) => Promise<string>;

interface Left {
  /** A tab that is there after all of them. */
  tab: Tab;
  /** What pages have seen of their requests, where they stayed for that. */
  receipts: ReadonlyMap<Visit, Receipts>;
}

/**
 * Opens and leaves pages one after the other, in one tab where it outlives them. The back button, too,
 * leads `away`.
 */
export async function leavePages(
  visitor: Visitor,
  visits: readonly Visit[],
  address: Address,
  away: string,
): Promise<Left> {
  const receipts = new Map<Visit, Receipts>();
  let kept: Tab | undefined;
  for (const visit of visits) {
    const { ends, loaded }: Exit = exits[visit.exit];
    const until = loaded ? 'load' : 'parsed';
    let tab: Tab;
    if (ends === 'document') {
      kept ??= await visitor.open(away);
      tab = kept;
      await tab.goto(await address(visit), until);
    } else {
      await kept?.close(); // WebKitGTK drives one tab at a time
      kept = undefined;
      tab = await visitor.open(await address(visit), until);
    }
    await prepare(tab, visit);
    if (visit.exit === 'stay') receipts.set(visit, await receiptsOf(tab, visit));
    const { offline }: Condition = conditions[visit.condition];
    if (offline) await network(tab, { offline: false });
    await leave[visit.exit as InsideExit](tab);
  }
  return { tab: kept ?? (await visitor.open(away)), receipts };
}

/** Brings a page that is there into the condition that it is to be left in. */
async function prepare(tab: Tab, { condition, exit, moments }: Visit): Promise<void> {
  const { frame, worker, unfocused, offline }: Condition = conditions[condition];
  const { asked, feint }: Exit = exits[exit];
  if (frame) await says(tab, 'isParsed');
  if (unfocused) await takeFocus(tab);
  if (feint) await feign(tab, feint);
  if (offline) await network(tab, { offline: true });
  if (asked === 'right before' && moments.includes('now')) await ask(tab);
  if (worker === 'stopped') await tab.protocol('ServiceWorker.stopAllWorkers');
}

const close = (tab: Tab) => tab.close();

async function closePopup(opener: Tab, button: string): Promise<void> {
  await opener.click('#open');
  await says(opener, 'isOpen');
  await opener.click(button);
  await says(opener, 'isClosed');
}

/** How a page is left, while the browser goes on. */
const leave: Readonly<Record<InsideExit, (tab: Tab) => Promise<void>>> = {
  link: tab => tab.follow('#link'),
  'cross-site': tab => tab.follow('#cross'),
  location: tab => tab.follow('#location'),
  back: tab => tab.back(),
  reload: tab => tab.reload(),
  close,
  'close-loading': close,
  crash: async tab => {
    await rest(tab);
    await tab.crash();
  },
  stay: tab => tab.follow('#link'),
  'link-loading': tab => tab.follow('#link'),
  'frame-link': async tab => {
    await tab.click('#lead');
    await says(tab, 'isLed');
  },
  remove: tab => tab.click('#remove'),
  'remove-loading': tab => tab.click('#remove'),
  replace: tab => tab.follow('#replace'),
  form: tab => tab.follow('#form'),
  refresh: tab => tab.follow('#refresh'),
  popup: tab => closePopup(tab, '#ask'),
  'opener-closes': tab => closePopup(tab, '#close'),
  'no-content': close,
  mail: close,
  'no-content-loading': close,
  'mail-loading': close,
  'frozen-close': async tab => {
    await freeze(tab);
    await tab.close();
  },
  'frozen-crash': async tab => {
    await freeze(tab);
    await tab.crash();
  },
  'cached-close': async tab => {
    await tab.follow('#link');
    await tab.close();
  },
  'cached-link': async tab => {
    await tab.follow('#link');
    await tab.back();
    await fireAgain(tab);
    await followByScript(tab, '#link');
    await tab.close();
  },
};
