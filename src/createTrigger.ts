import { check } from './check.ts';
import { checkData } from './checkData.ts';
import { deliver } from './deliver.ts';
import { elements } from './elements.ts';
import { id } from './id.ts';
import { insure } from './insure.ts';
import { kind } from './kind.ts';
import { plan } from './plan.ts';
import { read } from './read.ts';
import { schedule } from './schedule.ts';
import type { Receipt, Trigger, TriggerDefaults, Via, When } from './types.ts';

/**
 * Makes a trigger function with defaults of its own.
 *
 * @example
 * const send = createTrigger({ base: 'https://scripts.example.com/', credentials: 'omit' });
 * send('rebuild.php', { data: { id: 7 } });
 */
export const createTrigger =
  (defaults?: TriggerDefaults): Trigger =>
  (address, overrides) => {
    const options = { ...defaults, ...overrides };
    const { via = ['fetch', 'beacon', 'img'], when = elements(via) ? 'load' : 'now' } = options;
    const { encoding = 'form', method = 'POST', data, signal, base } = options;
    const vias = `${via}`.split(',') as [Via];
    for (const each of vias) check('via', each, 'fetch|beacon|img|script');
    check('when', when, 'now|load|idle|hidden|pagehide');
    check('encoding', encoding, 'form|json');
    check('method', method, 'GET|POST');
    check('signal', kind(signal), 'AbortSignal|Undefined|Null');
    if (typeof data !== 'function') checkData(data);
    let target!: URL;
    try {
      target = new URL(address, base ?? globalThis.document?.baseURI);
    } catch {
      // Named below, like a URL of another scheme.
    }
    check('url', target, 'https?:.+', address);
    return new Promise(resolve => {
      const receipt: Receipt = {
        id: '',
        url: target.href,
        outcome: 'canceled',
        when,
        attempts: [],
      };
      let number = '';
      const insurance = insure(() => {
        number ||= id.take();
        return plan(vias[0], target, read(data), options, number, when, 'fetchLater');
      });
      const loaded = () =>
        new Promise<When | undefined>(fire => schedule('load', signal, fire, () => {}));
      const fire = (moment?: When) => {
        const sent = insurance(true);
        if (sent) resolve({ ...receipt, id: number, ...sent });
        else if (moment) {
          const leaving = { ...receipt, id: number || id.take(), when: moment };
          resolve(deliver(vias, target, options, leaving, loaded));
        } else {
          id.giveBack(number);
          resolve(receipt);
        }
      };
      schedule(when, signal, fire, insurance);
    });
  };
