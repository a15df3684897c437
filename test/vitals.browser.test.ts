import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import type { Receipt } from '../src/types.ts';
import { reportVitals, type VitalsOptions, type VitalsReport } from '../src/vitals.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

/** A page whose values come when a test says so: `note` tells one of the page view that began at `start`. */
const measure = () => {
  const notes: ((metric: object) => void)[] = [];
  const attribution = Object.fromEntries(
    ['onCLS', 'onFCP', 'onINP', 'onLCP', 'onTTFB'].map(name => [
      name,
      (note: (metric: object) => void) => notes.push(note),
    ]),
  );
  const sent: { when: string | undefined; report: VitalsReport }[] = [];
  const trigger = async (_: unknown, { when, data }: { when?: string; data?: unknown } = {}) => {
    sent.push({ when, report: JSON.parse(`${data}`) });
    return { outcome: 'queued' } as Receipt;
  };
  const stop = reportVitals('/vitals', { attribution, trigger } as unknown as VitalsOptions);
  onTestFinished(stop);
  const note = (name: string, start = 0) =>
    notes[0]?.({ name, navigationStartTime: start, attribution: {} });
  return { note, sent, stop };
};

const hide = () => vi.spyOn(Document.prototype, 'hidden', 'get').mockReturnValue(true);

/** A timer that is set now runs after all that run at once. */
const nextTimer = () => new Promise(resolve => setTimeout(resolve));

test.each<[option: string, options: object, message: string]>([
  ['trigger', { trigger: {} }, 'trigger is "object"; allowed: function'],
  [
    'attribution',
    { attribution: true },
    'attribution is "true"; allowed: the module web-vitals/attribution',
  ],
])('reportVitals throws at once for a wrong %s', (_, options, message) => {
  expect(() => reportVitals('/vitals', options)).toThrow(message);
});

test('attribution may be switched off by what is no module', () => {
  reportVitals('/vitals', { attribution: false as never })();
});

test('what is measured after the page has been hidden leaves without another event', async () => {
  const { note, sent } = measure();
  hide();
  dispatchEvent(new Event('visibilitychange'));
  expect(sent).toEqual([]);
  note('TTFB');
  await expect.poll(() => sent.map(({ when }) => when)).toEqual(['hidden']);
  expect(Object.keys(sent[0]?.report.metrics ?? {})).toEqual(['TTFB']);
});

test('what is measured right before a hidden page ends leaves at its pagehide', async () => {
  const { note, sent } = measure();
  hide();
  note('TTFB');
  dispatchEvent(new Event('pagehide'));
  dispatchEvent(new Event('pageshow'));
  expect(sent).toHaveLength(1);
  await nextTimer();
  expect(sent).toHaveLength(1);
});

test('of a visit with many routes each view leaves when the next but one begins', async () => {
  const { note, sent } = measure();
  for (const start of [0, 1, 2, 3]) {
    note('FCP', start);
    // The last values of a view come after the first of the next.
    if (start) note('INP', start - 1);
  }
  await nextTimer();
  expect(sent.map(({ when, report: { metrics } }) => [when, Object.keys(metrics)])).toEqual([
    ['now', ['FCP', 'INP']],
    ['now', ['FCP', 'INP']],
  ]);
  hide();
  dispatchEvent(new Event('visibilitychange'));
  expect(new Set(sent.map(({ report }) => report.id)).size).toBe(4);
});

test('what has been stopped sends nothing of what is measured later', async () => {
  const { note, sent, stop } = measure();
  note('FCP');
  stop();
  hide();
  note('TTFB');
  dispatchEvent(new Event('visibilitychange'));
  dispatchEvent(new Event('pagehide'));
  dispatchEvent(new Event('pageshow'));
  await nextTimer();
  expect(sent).toEqual([]);
});
