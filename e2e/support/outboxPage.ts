import type { Outbox } from '../../src/outbox.ts';
import type { Receipt, TriggerOptions } from '../../src/types.ts';
import type { PageError, Tab } from '../browsers/engine.ts';
import { type Collector, expect, OFFLINE } from './collector.ts';
import type { TestFixtures } from './test.ts';

/** What `e2e/pages/outbox.html` has in its window. */
export interface OutboxPage {
  outbox: Outbox;
  createOutbox(options: { name: string }): Outbox;
  receipts: readonly (Receipt & { name: string })[];
  fire(name: string, options?: TriggerOptions): Promise<Receipt>;
  persisted?: boolean;
}

/** Calls the outbox's trigger once for each case. */
export const fire = (
  tab: Tab,
  names: readonly string[],
  options: Pick<TriggerOptions, 'when' | 'via' | 'cors' | 'method'> = {},
): Promise<void> =>
  tab.evaluate(
    ({ names, options }: { names: readonly string[]; options: TriggerOptions }) => {
      for (const name of names) (window as never as OutboxPage).fire(name, options);
    },
    { names, options },
  );

/** The receipts so far, as `<case> <outcome>`, in order of the cases. */
export const outcomes = (tab: Tab): Promise<string[]> =>
  tab.evaluate(() =>
    (window as never as OutboxPage).receipts
      .map(({ name, outcome }) => `${name} ${outcome}`)
      .sort(),
  );

export const pending = (tab: Tab): Promise<number> =>
  tab.evaluate(() => (window as never as OutboxPage).outbox.pending());

/** Sends what waits, and gives how many still wait. */
export const flush = (tab: Tab): Promise<number> =>
  tab.evaluate(() => (window as never as OutboxPage).outbox.flush());

/** What the page has thrown or rejected; that a request has failed, browsers write to the console themselves. */
export const thrown = async (tab: Tab): Promise<PageError[]> =>
  (await tab.errors()).filter(({ from }) => from === 'page');

/** Opens a page whose calls are lost, and has some of them stored; given in order of their names. */
export async function openOffline(
  { open, collector }: Pick<TestFixtures, 'open'> & { collector: Collector },
  names: readonly string[],
): Promise<Tab> {
  collector.answer = OFFLINE;
  const tab = await open(collector.url('/e2e/outbox.html'));
  await fire(tab, names);
  await expect.poll(() => outcomes(tab)).toEqual(names.map(name => `${name} stored`));
  return tab;
}

/** How many dropped items the server has heard of, in what it has accepted. */
export const told = ({ arrivals }: Collector): number =>
  arrivals
    .filter(({ isAccepted }) => isAccepted)
    .reduce((sum, { query }) => sum + Number(query['sendoff-dropped'] ?? 0), 0);
