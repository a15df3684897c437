import { page } from '../page.ts';
import type { Transport } from '../request.ts';

/**
 * A POST that outlives the page; its answer is shown to nobody.
 *
 * Only `false` means "not sent": content blockers and other SDKs put functions of their own here, and
 * what those return says nothing.
 *
 * @see https://w3c.github.io/beacon/
 */
export const beacon: Transport = ({ url, body }) => {
  page.onHandover();
  return navigator.sendBeacon(url, body) === false ? { result: 'refused' } : { outcome: 'queued' };
};
