import { check, checkAfter, checkData, checkSignal, checkUrl, MOMENTS } from '../check.ts';
import { baseURL } from '../page.ts';
import { schedule } from '../schedule.ts';
import { deliver } from './deliver.ts';
import type { LeanTrigger } from './types.ts';

/**
 * Fires a server script from the page, and lets go: the small one, for pages that count every byte.
 *
 * It sends a POST by keepalive `fetch`, and by a beacon where there is no such fetch, and first in Firefox
 * at the exit of a page that no service worker controls. What one transport refuses at once goes by the
 * other; a request that fails later is `failed`. It keeps no account of the keepalive quota, and has no crash
 * insurance and no eye on the page's policy.
 *
 * @function
 * @example
 * import { trigger } from 'sendoff/lean';
 *
 * trigger('/scripts/report.php', { data: { id: 7 }, when: 'hidden' });
 *
 * @param url of http or https; a relative one is resolved when the call is made
 * @param options how it is sent
 * @returns a receipt of what is known in the end; it never rejects
 * @throws TypeError for a wrong `url`, `when`, `after`, `data` or `signal`: it names the option, its value and what is allowed
 */
export const trigger: LeanTrigger = (address, options = {}) => {
  const { data, when = 'now', signal, after, tag } = options;
  check('when', when, MOMENTS);
  checkSignal(signal);
  checkAfter(after);
  if (typeof data !== 'function') checkData(data);
  const url = checkUrl(address, baseURL());
  return new Promise(resolve =>
    schedule(when, options, {
      leave: moment => resolve(deliver(url, { data, tag }, moment)),
      cancel: reason =>
        resolve({ id: '', url, when, attempts: [], outcome: 'canceled', reason: String(reason) }),
    }),
  );
};
