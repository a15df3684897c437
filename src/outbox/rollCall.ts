import { pageId } from '../id.ts';
import { isReturn, pause, watch } from '../page.ts';

/** In ms: a page answers in its next task, also one whose timers are throttled. */
const ANSWER_TIME = 1000;

/** Promises the ids of the other pages that live, or `undefined` where no page can answer. */
export type CallRoll = () => Promise<ReadonlySet<string> | undefined>;

/**
 * Asks the origin's pages which of them are there: what a page has taken stays its own while it lives,
 * and is anybody's when it has crashed. A Web Lock would tell the same, but costs Firefox's
 * back/forward cache, also where it is let go in pagehide.
 */
export const createRollCall = (name: string): CallRoll => {
  let channel: BroadcastChannel | undefined;
  let present: Set<string>;
  const open = () => {
    try {
      channel = new BroadcastChannel(`sendoff ${name}`);
      channel.onmessage = ({ data }) => {
        if (data) present?.add(data);
        else channel?.postMessage(pageId());
      };
      // In Node it would keep the process alive.
      (channel as { unref?(): void }).unref?.();
    } catch {
      // Safari before 15.4 has none.
    }
  };
  open();
  // A message costs a page its place in the back/forward cache.
  watch(event => {
    if (event.type === 'pagehide') channel?.close();
    if (isReturn(event)) open();
  });
  return async () => {
    if (!channel) return undefined;
    present = new Set();
    channel.postMessage('');
    await pause(ANSWER_TIME);
    return present;
  };
};
