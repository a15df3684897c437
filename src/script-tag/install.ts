import { look } from '../page.ts';
import type { Receipt, Trigger } from '../types.ts';
import { attributes, logErrors, urlOf } from './attributes.ts';

/**
 * Makes the global `sendoff`, sends the calls that the snippet has kept, and fires what the script tag
 * says by its own `data-*` attributes.
 *
 * @param seen called with the receipt of the script tag's own trigger, which nobody else sees
 * @returns whether this is the page's first: another tag on the page fires by the first one's core,
 * so that the page has one quota, and one count of triggers
 */
export const install = (own: Trigger, seen?: (receipt: Receipt) => void): boolean => {
  const before = window.sendoff;
  // What is not a function is an element with that id, or another site's frame of that name, which may
  // not be read.
  const kept = typeof before === 'function' ? before.q : [];
  const trigger = kept ? own : (before as Trigger);
  window.sendoff = trigger;
  if (kept) {
    const replay = ([settle, call]: SendoffCall) => settle((async () => own(...call))());
    kept.splice(0).map(replay);
    // A page may have taken the snippet's function for its own, and go on calling that.
    kept.push = replay as never;
  }

  const tag = look('currentScript') as HTMLScriptElement | null;
  const { url, via, when, data } = tag?.dataset ?? {};
  if (tag && (url ?? via ?? when ?? data) != null) {
    const visit = () =>
      logErrors(tag, () => {
        const { url, ...options } = attributes(tag, '');
        trigger(urlOf('data-url', url), { nonce: tag.nonce, ...options })?.then(seen);
      });
    visit();
    // A page that comes back from the back/forward cache is visited again.
    addEventListener('pageshow', event => {
      if (event.persisted) visit();
    });
  }
  return Boolean(kept);
};
