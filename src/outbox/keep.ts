import { checkOptions, checkUrl, merge } from '../check.ts';
import { deliver } from '../deliver.ts';
import { read } from '../encode.ts';
import { giveBackId, takeId } from '../id.ts';
import { baseURL, exitMoment, watch } from '../page.ts';
import { type Call, isElement } from '../request.ts';
import { schedule } from '../schedule.ts';
import type { Trigger, TriggerDefaults, When } from '../types.ts';
import { type Box, takeDropped, withDropped } from './box.ts';
import { createStoredCall } from './storedCall.ts';
import { holdOf, type Verdict, verdictOf } from './verdict.ts';

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
      const callAt = (moment: When): Call => {
        if (tag) id ||= takeId();
        // Of what must not be read, nothing can be seen.
        const all = options.cors === false ? options : ({ ...options, mode: 'cors', see } as const);
        return { id, url, when: moment, vias, options: all };
      };
      /** Says whether it waits on this device. */
      const endAttempt = async (verdict: Verdict, reported?: number) => {
        const waits = await stored.end({ verdict, hold: holdOf(response), reported });
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
        endAttempt('done');
        resolve({ id: '', url, when, attempts: [], outcome: 'canceled', reason: String(reason) });
      };
      const clear = () => cancel('cleared');
      waiting.add(clear);
      schedule(when, options, {
        wait() {
          if (isCanceled) return;
          const store = () => stored.write(callAt(when));
          store();
          // A page that is hidden may hear no more.
          if (typeof options.data === 'function') forget = watch(() => exitMoment() && store());
        },
        leave(moment) {
          if (isCanceled) return;
          end();
          const due = callAt(moment);
          try {
            // Read once: what is kept is what leaves.
            due.options = { ...due.options, data: read(options.data) };
          } catch {}
          const reported = takeDropped(box);
          const sent = deliver({ ...due, url: withDropped(url, reported) });
          stored.write(due);
          sent.then(async receipt => {
            const { outcome, via } = receipt;
            let verdict: Verdict = 'again';
            if (response) verdict = verdictOf(box.accepted, response);
            else if (outcome === 'acknowledged') verdict = isElement(via) ? 'done' : 'doubt';
            const waits = endAttempt(verdict, reported);
            if (verdict !== 'done' && (await waits)) receipt.outcome = 'stored';
            resolve(receipt);
          }, cancel);
        },
        cancel(reason) {
          // What has been stored another page may have sent: its number is used up.
          if (!stored.hasItem()) giveBackId(id);
          cancel(reason);
        },
      });
    });
  };
