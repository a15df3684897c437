import { check } from '../check.ts';
import { fire } from './fire.ts';
import { report } from './report.ts';

/**
 * Fires the page's `data-sendoff` elements when they are clicked, submitted or first seen, also those
 * that are added later.
 */
export const declare = (): void => {
  const act = (element: HTMLElement) => report(element, () => fire(element, 'sendoff', ''));

  // Capturing, so that a page's `stopPropagation` does not hide the event. A click on a child, also
  // inside an open shadow tree, is a click on all of its parents.
  for (const type of ['click', 'submit'])
    document.addEventListener(
      type,
      event => {
        for (const element of event.composedPath() as HTMLElement[]) {
          const { sendoff, sendoffOn = 'click' } = element.dataset ?? {};
          if (sendoff != null && sendoffOn === type) act(element);
        }
      },
      true,
    );

  const seen = new WeakSet<Element>();
  const sight = new IntersectionObserver(entries => {
    for (const { isIntersecting, target } of entries)
      if (isIntersecting) {
        sight.unobserve(target);
        act(target as HTMLElement);
      }
  });
  const watch = () => {
    for (const element of document.querySelectorAll<HTMLElement>('[data-sendoff-on]')) {
      if (seen.has(element)) continue;
      seen.add(element);
      const { sendoffOn } = element.dataset;
      report(element, () => check('data-sendoff-on', sendoffOn, 'click|submit|visible'));
      if (sendoffOn === 'visible') sight.observe(element);
    }
  };
  new MutationObserver(watch).observe(document, {
    attributeFilter: ['data-sendoff-on'],
    childList: true,
    subtree: true,
  });
  watch();
};
