import type { VitalsReport } from '../src/vitals.ts';
import { isLeftOut, LEFT_OUT } from './support/oneEngine.ts';
import type { Site } from './support/site.ts';
import { expect, test } from './support/test.ts';

type Page = Window & { reported: Record<string, number>; persisted: boolean };

/** What each engine can measure on a page that nobody touches. Others may learn to. */
const LEAST = {
  chromium: ['CLS', 'FCP', 'LCP', 'TTFB'],
  firefox: ['FCP', 'LCP', 'TTFB'],
  webkit: ['FCP', 'TTFB'],
};

const reports = async (server: Site, key: string) =>
  (await server.received({ query: { test: key } })).map(({ data }) => data as VitalsReport);
const ids = async (server: Site, key: string) => (await reports(server, key)).map(({ id }) => id);
const page = () => {
  const { persisted, reported } = window as never as Page;
  return { persisted, reported: Object.keys(reported) };
};

/** Resolves when the browser has reported one. */
const entry = (type: string) =>
  new Promise<void>(done =>
    new PerformanceObserver(() => done()).observe({ type, buffered: true }),
  );

for (const by of ['module', 'tag'])
  test(`the ${by} reports what web-vitals tells a callback, in one request, when the tab is closed`, async ({
    engine,
    open,
    server,
    key,
    marker,
  }) => {
    const query = { test: key, tag: by === 'tag' };
    const tab = await open(server.url('/e2e/vitals.html', query));
    await expect
      .poll(async () => (await tab.evaluate(page)).reported)
      .toEqual(expect.arrayContaining(['FCP', 'TTFB']));
    await tab.close();
    await expect.poll(() => ids(server, key)).toHaveLength(1);
    await marker();
    const [report, ...more] = await reports(server, key);
    expect(more).toEqual([]);
    expect(Object.keys(report?.metrics ?? {})).toEqual(expect.arrayContaining(LEAST[engine.name]));
    const reported = (await server.received({ query: { reported: key } })).map(({ data }) => data);
    expect(reported.length).toBeGreaterThanOrEqual(LEAST[engine.name].length);
    for (const metric of reported as { name: string }[])
      expect(report?.metrics).toMatchObject({ [metric.name]: metric });
  });

test('a tab that is closed while it loads reports what is known', async ({
  engine,
  open,
  server,
  key,
}) => {
  test.skip(engine.name === 'webkit', 'it hides no page first that still loads');
  const tab = await open(server.url('/e2e/vitals.html', { test: key, hold: true }), 'parsed');
  await expect.poll(async () => (await tab.evaluate(page)).reported).toContain('FCP');
  await tab.close();
  await expect.poll(() => ids(server, key)).toHaveLength(1);
});

test('the tag counts its report with the page’s own triggers, as one page view', async ({
  engineName,
  open,
  server,
  key,
}) => {
  test.skip(isLeftOut({ engineName }), LEFT_OUT);
  const tab = await open(server.url('/e2e/vitals.html', { test: key, tag: true, beside: true }));
  const called = () => server.received({ query: { called: key } });
  await expect.poll(async () => (await called()).length).toBe(1);
  await expect.poll(async () => (await tab.evaluate(page)).reported).toContain('FCP');
  await tab.close();
  await expect.poll(() => ids(server, key)).toHaveLength(1);
  const received = [...(await called()), ...(await server.received({ query: { test: key } }))];
  const [call, report] = received.map(({ tag }) => tag);
  expect(report).toMatchObject({ page: call?.page, n: 2 });
});

test('an interaction is reported as web-vitals reports it to a callback', async ({
  open,
  server,
  key,
}) => {
  const tab = await open(server.url('/e2e/vitals.html', { test: key }));
  const known = await tab.evaluate(
    () => window.PerformanceEventTiming && 'interactionId' in PerformanceEventTiming.prototype,
  );
  test.skip(!known, 'this browser tells no interactions');
  await tab.click('#slow');
  await tab.evaluate(entry, 'event');
  // web-vitals looks at it in an idle period, which Chromium may not have before the page is hidden.
  await expect
    .poll(async () => {
      await tab.hide();
      await tab.show();
      return (await tab.evaluate(page)).reported;
    })
    .toContain('INP');
  const reported = async () => (await reports(server, key)).find(({ metrics }) => metrics.INP);
  await expect.poll(reported).toBeTruthy();
  const report = await reported();
  const [seen] = (await server.received({ query: { reported: key } }))
    .map(({ data }) => data as { name: string; value: number })
    .filter(({ name }) => name === 'INP');
  expect(seen?.value).toBeGreaterThanOrEqual(200);
  expect(report?.metrics.INP).toMatchObject({ ...seen });
});

test('a soft navigation counts as its own page view', async ({ open, server, key }) => {
  const tab = await open(server.url('/e2e/vitals.html', { test: key }));
  const known = await tab.evaluate(() =>
    PerformanceObserver.supportedEntryTypes.includes('soft-navigation'),
  );
  test.skip(!known, 'this browser tells no soft navigations');
  await expect.poll(async () => (await tab.evaluate(page)).reported).toContain('FCP');
  await tab.click('#route');
  await tab.evaluate(entry, 'soft-navigation');
  await tab.hide();
  await expect.poll(() => ids(server, key)).toHaveLength(2);
  const [first, second] = await reports(server, key);
  expect(second?.id).not.toBe(first?.id);
  for (const [report, type, path] of [
    [first, 'navigate', /\?test=\w+$/],
    [second, 'soft-navigation', /#route$/],
  ] as const) {
    expect(Object.keys(report?.metrics ?? {})).toEqual(expect.arrayContaining(['FCP', 'LCP']));
    for (const metric of Object.values(report?.metrics ?? {})) {
      expect(metric.navigationType).toBe(type);
      expect(metric.navigationURL).toMatch(path);
    }
  }
});

test('a return from the back/forward cache counts as its own page view', async ({
  engine,
  open,
  server,
  key,
}) => {
  const tab = await open(server.url('/e2e/vitals.html', { test: key }));
  await expect.poll(async () => (await tab.evaluate(page)).reported).toContain('FCP');
  await tab.follow('#away');
  await expect.poll(() => ids(server, key)).toHaveLength(1);
  await tab.back();
  await expect.poll(async () => (await tab.evaluate(page)).persisted).toBe(true);
  // web-vitals measures a return after two frames.
  await tab.evaluate(
    () =>
      new Promise<void>(done =>
        requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))),
      ),
  );
  await tab.close();
  await expect.poll(() => ids(server, key)).toHaveLength(2);
  const [first, second] = await reports(server, key);
  expect(second?.id).not.toBe(first?.id);
  const types = Object.values(second?.metrics ?? {}).map(({ navigationType }) => navigationType);
  expect(new Set(types)).toEqual(new Set(['back-forward-cache']));
  expect(engine.name === 'chromium' ? second?.metrics.LCP : second).toBeTruthy();
});

test('what changes after the page was hidden is sent under the same id, and only that', async ({
  engine,
  open,
  server,
  key,
}) => {
  test.skip(engine.name !== 'chromium', 'only Chromium measures layout shifts');
  const tab = await open(server.url('/e2e/vitals.html', { test: key, attribution: true }));
  await expect.poll(async () => (await tab.evaluate(page)).reported).toContain('FCP');
  await tab.hide();
  await expect.poll(() => ids(server, key)).toHaveLength(1);
  await tab.show();
  // More than the page moved at first: CLS is the worst burst of shifts, and on a slow machine this is another one.
  await tab.evaluate(
    () =>
      new Promise<void>(done => {
        const block = document.body.appendChild(document.createElement('div'));
        let moved = 0;
        const move = () => {
          block.style.height = block.style.height ? '' : '100px';
        };
        new PerformanceObserver(shifts => {
          for (const { value } of shifts.getEntries() as unknown as { value: number }[])
            moved += value;
          if (moved > 0.2) done();
          else move();
        }).observe({ type: 'layout-shift' });
        document.body.prepend(block);
        move();
      }),
  );
  await tab.hide();
  await expect.poll(() => ids(server, key)).toHaveLength(2);
  const [first, second] = await reports(server, key);
  expect(second?.id).toBe(first?.id);
  expect(Object.keys(second?.metrics ?? {})).toEqual(['CLS']);
  expect(second?.metrics.CLS?.value).toBeGreaterThan(first?.metrics.CLS?.value ?? Infinity);
  // Where the values come from: texts and numbers, and no element.
  expect(first?.metrics.LCP?.attribution).toMatchObject({ target: expect.any(String) });
  const parts = Object.values(first?.metrics ?? {}).flatMap(({ attribution }) =>
    Object.values(attribution ?? {}),
  );
  expect(parts.map(part => typeof part)).not.toContain('object');
});

test('what has been stopped reports nothing', async ({ open, server, key, marker }) => {
  const tab = await open(server.url('/e2e/vitals.html', { test: key }));
  await expect.poll(async () => (await tab.evaluate(page)).reported).toContain('FCP');
  await tab.evaluate(() => (window as never as { stop(): void }).stop());
  await tab.close();
  await marker();
  expect(await ids(server, key)).toEqual([]);
});

test('a relative URL stays where it was when the page has moved by pushState', async ({
  open,
  server,
  key,
}) => {
  const tab = await open(server.url('/e2e/vitals.html', { test: key, url: '../collect' }));
  await expect.poll(async () => (await tab.evaluate(page)).reported).toContain('FCP');
  await tab.evaluate(() => history.pushState(null, '', '/e2e/a/route/of/the/application'));
  await tab.close();
  await expect
    .poll(async () => (await server.received({ query: { test: key } })).map(({ path }) => path))
    .toEqual(['/collect']);
});
