import { checkOptions, checkUrl, merge } from './check.ts';
import { deliver } from './deliver.ts';
import { read } from './encode.ts';
import { giveBackId, takeId } from './id.ts';
import { insure } from './insure.ts';
import { baseURL } from './page.ts';
import { plan } from './plan.ts';
import { type Call, isElement, type PlannedRequest } from './request.ts';
import { schedule } from './schedule.ts';
import type { Receipt, Trigger, TriggerDefaults, When } from './types.ts';

/**
 * Makes a trigger function with its own defaults. They are checked with each call.
 *
 * @example
 * import { createTrigger } from 'sendoff';
 *
 * const send = createTrigger({ base: 'https://scripts.example.com/', encoding: 'json' });
 * send('rebuild.php', { data: { id: 7 } });
 *
 * @param defaults what a call's own options are put over; one that is `undefined` there is not given
 */
export const createTrigger =
  (defaults?: TriggerDefaults): Trigger =>
  (address, overrides) => {
    const options = merge(defaults, overrides);
    const vias = checkOptions(options);
    const url = checkUrl(address, options.base ?? baseURL());
    // Started earlier, an element's request would hold the page's load event.
    const { data, tag = true, when = isElement(vias[0]) ? 'load' : 'now' } = options;

    return new Promise(resolve => {
      let id = '';
      const callAt = (moment: When): Call => {
        // An untagged trigger uses no number up: the server would miss it.
        if (tag) id ||= takeId();
        return { id, url, when: moment, vias, options };
      };
      let disarm: ReturnType<typeof insure> = () => undefined;
      /** If the browser has already sent the copy, that is the receipt. */
      const end = (otherwise: () => Receipt | Promise<Receipt>) => {
        const sent = disarm();
        resolve(sent ? { id, when, ...sent } : otherwise());
      };
      const canceled = (reason: unknown): Receipt => {
        giveBackId(id);
        return { id: '', url, when, attempts: [], outcome: 'canceled', reason: String(reason) };
      };

      schedule(when, options, {
        wait() {
          disarm = insure(
            () => {
              const departure = { data: read(data), ...callAt(when) };
              return vias
                .map(via => plan({ via, carrier: 'fetchLater' }, departure))
                .find((planned): planned is PlannedRequest => 'carrier' in planned);
            },
            typeof data === 'function',
          );
        },
        leave: moment => end(() => deliver(callAt(moment)).catch(canceled)),
        cancel: reason => end(() => canceled(reason)),
      });
    });
  };

/**
 * Fires a server script from the page, and lets go.
 *
 * @function
 * @example
 * import { trigger } from 'sendoff';
 *
 * trigger('/scripts/report.php', { data: { id: 7 }, when: 'load' });
 *
 * @param url of http or https; a relative one is resolved when the call is made
 * @param options how it is sent
 * @returns a receipt of what is known in the end; it never rejects
 * @throws TypeError where the call itself is wrong: it names the option, its value and what is allowed
 */
export const trigger: Trigger = createTrigger();
