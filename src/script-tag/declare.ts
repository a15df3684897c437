import { check, logUnsendable } from '../check.ts';
import { look, theDocument } from '../page.ts';
import { trigger } from '../trigger.ts';
import type { TriggerOptions, Via } from '../types.ts';
import { attributes, logErrors, urlOf } from './attributes.ts';

/**
 * Fires what an element says. Markup may come from others than the page's author, through a sanitiser
 * that lets `data-*` pass: it never runs a script, and takes no cookie along that nobody has clicked for.
 */
const fire = (element: HTMLElement, isSeen?: boolean): void =>
  logErrors(element, () => {
    const { '': url, ...options } = attributes(element, 'sendoff');
    for (const via of (options.via as Via[] | undefined) ?? [])
      check('data-sendoff-via', via, ['fetch', 'beacon', 'img']);
    if (isSeen) options.credentials = 'omit';
    trigger(urlOf('data-sendoff', url), options as TriggerOptions).then(logUnsendable);
  });

/**
 * Fires the page's `data-sendoff` elements when they are clicked, submitted or first seen, also those
 * that are added later.
 */
export const declare = (): void => {
  let last: Event | undefined;
  const act = (event: Event) => {
    // Behind a wrapper of `addEventListener` that knows no function again, each call has added one more.
    if (event === last) return;
    last = event;
    // A click on a child, also inside an open shadow tree, is a click on all of its parents.
    for (const element of event.composedPath() as HTMLElement[]) {
      const { sendoffOn = 'click', sendoff } = element.dataset ?? {};
      if (sendoff != null && sendoffOn === event.type) fire(element);
    }
  };
  const sight = new IntersectionObserver(entries => {
    for (const { isIntersecting, target } of entries)
      if (isIntersecting) {
        sight.unobserve(target);
        fire(target as HTMLElement, true);
      }
  });
  /** What each element was last found to fire on. */
  const found = new WeakMap<Element, string>();
  const watch = () => {
    // Capturing, so that a page's `stopPropagation` does not hide the event; and again each time, since
    // `document.open` takes a page's listeners away. To listen twice is to listen once.
    for (const type of ['click', 'submit']) addEventListener(type, act, true);
    const all = look('querySelectorAll').call(theDocument(), '[data-sendoff-on]');
    for (const element of all as NodeListOf<HTMLElement>) {
      const { sendoffOn = '' } = element.dataset;
      if (found.get(element) === sendoffOn) continue;
      found.set(element, sendoffOn);
      logErrors(element, () => check('data-sendoff-on', sendoffOn, ['click', 'submit', 'visible']));
      sight[sendoffOn === 'visible' ? 'observe' : 'unobserve'](element);
    }
  };
  new MutationObserver(watch).observe(theDocument(), {
    attributeFilter: ['data-sendoff-on'],
    childList: true,
    subtree: true,
  });
  watch();
};
