import { checkOptions, checkUrl, merge } from '../check.ts';
import { deliver } from '../deliver.ts';
import { read } from '../encode.ts';
import { giveBackId, takeId } from '../id.ts';
import { baseURL, exitMoment, watch } from '../page.ts';
import { isElement } from '../request.ts';
import { schedule } from '../schedule.ts';
import type { Receipt, Trigger, TriggerDefaults, When } from '../types.ts';
import { type Box, holdOf, report, verdictOf } from './box.ts';
import { createStoredCall } from './storedCall.ts';
import type { Verdict } from './verdict.ts';

/**
 * Makes the trigger that keeps what it sends: the first attempt leaves at once, beside the write.
 *
 * @param later called where something waits for a later attempt
 */
export const createKeeper =
  (box: Box, defaults: TriggerDefaults, later: () => void): Trigger =>
  (address, overrides) => {
    const options = merge(defaults, overrides);
    const vias = checkOptions(options);
    const url = checkUrl(address, options.base ?? baseURL());
    const { tag = true, when = isElement(vias[0]) ? 'load' : 'now' } = options;
    const { waiting } = box;

    return new Promise(resolve => {
      const stored = createStoredCall(box);
      let id = '';
      let response: Response | undefined;
      const see = (seen: Response) => {
        response = seen;
      };
      const draft = (moment: When) => {
        if (tag) id ||= takeId();
        // Of what must not be read, nothing can be seen.
        const all = options.cors === false ? options : ({ ...options, mode: 'cors', see } as const);
        return { vias, url, options: all, id, when: moment };
      };
      /** Whether it waits on this device. */
      const settle = async (verdict: Verdict, dropped?: number) => {
        const waits = await stored.settle(verdict, holdOf(response), dropped);
        if (waits) later();
        return waits;
      };

      let isCanceled = false;
      let forget = () => {};
      const end = () => {
        forget();
        waiting.delete(clear);
      };
      const cancel = (reason: unknown) => {
        isCanceled = true;
        end();
        settle('accepted');
        resolve({ id: '', url, when, attempts: [], outcome: 'canceled', reason: String(reason) });
      };
      const clear = () => cancel('cleared');
      waiting.add(clear);
      schedule(when, options, {
        wait() {
          if (isCanceled) return;
          const store = () => stored.write(draft(when));
          store();
          // A page that is hidden may hear no more.
          if (typeof options.data === 'function') forget = watch(() => exitMoment() && store());
        },
        async leave(moment) {
          if (isCanceled) return;
          end();
          const due = draft(moment);
          const { dropped } = box;
          try {
            // Read once: what is kept is what leaves.
            due.options = { ...due.options, data: read(options.data) };
          } catch {}
          const sent = deliver({ ...due, url: report(url, box) });
          stored.write(due);
          let receipt: Receipt;
          try {
            receipt = await sent;
          } catch (reason) {
            cancel(reason);
            return;
          }
          const { outcome, via } = receipt;
          let verdict: Verdict = 'again';
          if (response) verdict = verdictOf(box, response);
          else if (outcome === 'acknowledged') verdict = isElement(via) ? 'accepted' : 'doubt';
          const waits = settle(verdict, dropped);
          if (verdict !== 'accepted' && (await waits)) receipt.outcome = 'stored';
          resolve(receipt);
        },
        cancel(reason) {
          // What has been stored another page may have sent: its number is used up.
          if (!stored.hasItem()) giveBackId(id);
          cancel(reason);
        },
      });
    });
  };
