import * as standard from 'web-vitals';
import type { MetricType, MetricWithAttribution } from 'web-vitals/attribution';
import { check, checkOptions, checkUrl, logUnsendable } from '../check.ts';
import { pageId } from '../id.ts';
import { baseURL, look, watch } from '../page.ts';
import { trigger as plain } from '../trigger.ts';
import type { VitalsOptions, VitalsReport } from './types.ts';

/**
 * Reports a page view's Core Web Vitals: LCP, CLS, INP, FCP and TTFB in one request when the page is
 * hidden, and again when a value has changed since. A return from the back/forward cache is a page
 * view for itself, and so is a soft navigation, where the browser reports it.
 *
 * What no transport can carry is logged to the console by each report. On a server it does nothing.
 *
 * @example
 * import { reportVitals } from 'sendoff/vitals';
 *
 * const stop = reportVitals('/vitals');
 *
 * @param url resolved once, against the page that reports
 * @param options how they are measured and sent
 * @returns a function that stops it
 * @throws TypeError which names the option, its value and what is allowed
 */
export const reportVitals = (
  url: string | URL,
  { attribution, trigger = plain, ...options }: VitalsOptions = {},
): (() => void) => {
  // An application's module may run on the server, too.
  if (!globalThis.document) return () => {};
  checkOptions(options);
  check('trigger', typeof trigger, ['function']);
  const isModule = 'onCLS' in Object(attribution);
  check('attribution', attribution, 'the module web-vitals/attribution', !attribution || isModule);
  // Once: what `pushState` does to the page's address moves no report.
  const target = checkUrl(url, baseURL());
  const views: Record<string, VitalsReport> = {};
  let isStopped = false;

  const send = () => {
    if (isStopped) return;
    const ids = Object.keys(views);
    const isHidden = look('hidden');
    // The last values of a view come after the first of the next.
    for (const id of ids.slice(0, isHidden ? undefined : -2)) {
      const data = JSON.stringify(views[id]);
      // First: where Firefox stops this script, the trigger goes on by itself.
      delete views[id];
      const when = isHidden ? 'hidden' : 'now';
      trigger(target, { ...options, when, data, method: 'POST' }).then(logUnsendable);
    }
  };
  const note = (metric: MetricType) => {
    // Its start is all that distinguishes a return from the back/forward cache from the page view before.
    const id = `${pageId()}.${metric.navigationStartTime}`;
    views[id] ??= { id, metrics: {} };
    views[id].metrics[metric.name] = {
      ...metric,
      // An element can hold a framework's cycles, and a performance entry is long.
      entries: undefined,
      attribution:
        attribution &&
        Object.fromEntries(
          Object.entries((metric as MetricWithAttribution).attribution).filter(
            ([, part]) => typeof part !== 'object',
          ),
        ),
    };
    // A page that is hidden may end without a word.
    setTimeout(send);
  };

  for (const name of ['onCLS', 'onFCP', 'onINP', 'onLCP', 'onTTFB'] as const)
    (attribution || standard)[name](note, { reportSoftNavs: true });
  // Chromium tells a tab that is closed while it loads of its end only where somebody watches.
  const forget = watch(() => {});
  // The last values come in listeners that capture. These bubble: they run after them.
  const types = ['pagehide', 'visibilitychange'];
  for (const type of types) addEventListener(type, send);
  return () => {
    isStopped = true;
    forget();
    for (const type of types) removeEventListener(type, send);
  };
};
