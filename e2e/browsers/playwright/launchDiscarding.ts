import { need } from '../../../setup/need.ts';
import { poll } from '../poll.ts';
import { withProfile } from '../processes/withProfile.ts';
import { chromiumFlags } from './chromiumFlags.ts';
import { pipe } from './pipe.ts';

export interface Discarding {
  /**
   * Covers the page with Chromium's own list of what may be discarded. What it resolves to discards the tab
   * whose address holds a text, as Chromium does where memory runs short.
   */
  cover(): Promise<(part: string) => Promise<void>>;
  end(): Promise<void>;
}

/**
 * Opens a URL in a Chromium that can be told to discard it. It spares each tab that a debugger is attached
 * to, so the only such tab is the one that covers the page.
 */
export async function launchDiscarding(url: string): Promise<Discarding> {
  const program = await withProfile(
    need('chromium').path,
    folder => [...chromiumFlags(folder), '--remote-debugging-pipe', url],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] },
  );
  const send = pipe(program.process);

  return {
    async cover() {
      const { targetId } = await send('Target.createTarget', { url: 'chrome://chrome-urls' });
      const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true });
      const run = async (body: string) => {
        const expression = `(() => { ${FIND} ${body} })()`;
        const { result } = await send('Runtime.evaluate', { expression }, sessionId);
        return result.value;
      };
      await poll('the switch for internal pages', () =>
        run(`const [button] = find('cr-button'); button?.click(); return Boolean(button);`),
      );
      await poll('internal pages to be on', () =>
        run(`return find('cr-button').some(({ innerText }) => innerText.startsWith('Disable'));`),
      );
      await send('Page.navigate', { url: 'chrome://discards' }, sessionId);

      return async part => {
        const row = `find('tbody tr').find(row => row.innerText.includes(${JSON.stringify(part)}))`;
        await poll('the tab to be listed', () =>
          run(`
            const links = ${row}?.querySelectorAll('.actions-cell div') ?? [];
            const link = [...links].find(({ innerText }) => innerText === '[Urgent Discard]');
            link?.click();
            return Boolean(link);`),
        );
        await poll('the tab to be discarded', () =>
          run(`return ${row}?.innerText.includes('discarded (urgent)');`),
        );
      };
    },
    end: program.end,
  };
}

/** Chromium's own pages are made of open shadow trees. */
const FIND = `
  const find = (selector, root = document) => [
    ...root.querySelectorAll(selector),
    ...[...root.querySelectorAll('*')].flatMap(({ shadowRoot }) =>
      shadowRoot ? find(selector, shadowRoot) : []),
  ];`;
