import * as standard from 'web-vitals';
import type { MetricType, MetricWithAttribution } from 'web-vitals/attribution';
import { trigger as plain } from '../trigger.ts';
import type { VitalsOptions, VitalsReport } from './types.ts';

/**
 * Reports a page view's Core Web Vitals: LCP, CLS, INP, FCP and TTFB in one request when the page is
 * hidden, and again when a value has changed since. A return from the back/forward cache is a page
 * view of its own, and so is a soft navigation, where the browser reports it.
 *
 * A mistake in the URL or the options is told in the console by the first report.
 *
 * @returns a function that stops it
 */
export const reportVitals = (
  url: string | URL,
  { attribution, trigger = plain, ...options }: VitalsOptions = {},
): (() => void) => {
  const page = Math.random().toString(36).slice(2);
  const views: Record<string, VitalsReport> = {};

  const note = (metric: MetricType) => {
    // Its start is all that tells a return from the back/forward cache from the page view before.
    const id = `${page}.${metric.navigationStartTime}`;
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
  };
  const send = () => {
    if (document.hidden)
      for (const id in views) {
        trigger(url, {
          ...options,
          method: 'POST',
          when: 'hidden',
          data: JSON.stringify(views[id]),
        });
        delete views[id];
      }
  };

  // An application's module may run on the server, too.
  if (!globalThis.document) return () => {};
  for (const name of ['onCLS', 'onFCP', 'onINP', 'onLCP', 'onTTFB'] as const)
    (attribution ?? standard)[name](note, { reportSoftNavs: true });
  // The last values come in listeners that capture. This one bubbles: it runs after them.
  addEventListener('visibilitychange', send);
  return () => removeEventListener('visibilitychange', send);
};
