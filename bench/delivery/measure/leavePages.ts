import type { Tab, Visitor } from '../../../e2e/fixtures/engine.ts';
import { type Exit, exits } from '../cells/exits.ts';
import type { Visit } from '../cells/visit.ts';
import { leave } from './leave.ts';

/**
 * Opens and leaves pages one after the other, in one tab where it outlives them, and gives a tab that
 * is there after all of them. The back button, too, leads `away`.
 */
export async function leavePages(
  visitor: Visitor,
  visits: readonly Visit[],
  url: (visit: Visit) => string,
  away: string,
): Promise<Tab> {
  let kept: Tab | undefined;
  for (const visit of visits) {
    const { ends, loaded, asked }: Exit = exits[visit.exit];
    const until = loaded ? 'load' : 'parsed';
    let tab: Tab;
    if (ends === 'document') {
      kept ??= await visitor.open(away);
      tab = kept;
      await tab.goto(url(visit), until);
    } else {
      tab = await visitor.open(url(visit), until);
    }
    if (asked === 'right before')
      await tab.evaluate(() => (window as never as { ask(): void }).ask());
    await leave[visit.exit](tab);
  }
  return kept ?? visitor.open(away);
}
