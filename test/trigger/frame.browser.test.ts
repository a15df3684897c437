import { HttpResponse, http } from 'msw';
import { afterEach, expect, test, vi } from 'vitest';
import { worker } from '../worker.ts';

// A frame of the same site hears the `beforeunload` of its top page, while it loads.

/** How many `beforeunload` listeners the top page has more than at the start. */
let listening = 0;

const count = (change: 1 | -1) => (type: string) => {
  if (type === 'beforeunload') listening += change;
};

/** A frame with a waiting trigger, and an image that is answered when the function is called. */
async function openFrame() {
  listening = 0;
  let answer = () => {};
  const answered = new Promise<void>(resolve => {
    answer = resolve;
  });
  worker.use(
    http.get('/slow', async () => {
      await answered;
      return new HttpResponse(null, { status: 204 });
    }),
  );
  const top = window.top as Window;
  vi.spyOn(top, 'addEventListener').mockImplementation(count(1));
  vi.spyOn(top, 'removeEventListener').mockImplementation(count(-1));
  const frame = document.createElement('iframe');
  const src = new URL('../../src/trigger.ts', import.meta.url);
  frame.srcdoc = `<img src="/slow"><script type="module">
    import { trigger } from '${src}';
    trigger('/script', { when: 'pagehide' });
  </script>`;
  document.body.append(frame);
  await expect.poll(() => listening).toBe(1);
  return { frame, answer };
}

afterEach(() => vi.restoreAllMocks());

test('a frame listens to its top page until it has loaded', async () => {
  const { frame, answer } = await openFrame();
  answer();
  await expect.poll(() => listening).toBeLessThan(1);
  frame.remove();
});

test('a load event of a script’s own is no end of loading', async () => {
  const { frame, answer } = await openFrame();
  frame.contentWindow?.dispatchEvent(new Event('load'));
  expect(listening).toBe(1);
  answer();
  await expect.poll(() => listening).toBeLessThan(1);
  frame.remove();
});

test('a frame that is removed while it loads leaves no listener on its top page', async () => {
  const { frame } = await openFrame();
  frame.remove();
  await expect.poll(() => listening).toBeLessThan(1);
});

/** Runs a script in a new frame whose beacons only note down that they have left; gives what comes into `log`. */
async function runInFrame(script: string): Promise<string[]> {
  const frame = document.createElement('iframe');
  const src = new URL('../../src/trigger.ts', import.meta.url);
  frame.srcdoc = `<script type="module">
    import { trigger } from '${src}';
    const log = [];
    navigator.sendBeacon = () => log.push('sent');
    ${script}
    addEventListener('load', () => setTimeout(() => setTimeout(() => Object.assign(window, { log }))));
  </script>`;
  document.body.append(frame);
  const result = () => (frame.contentWindow as never as { log?: string[] }).log;
  await expect.poll(result).toBeTruthy();
  const log = result() as string[];
  frame.remove();
  return log;
}

test('what waits for load leaves after the load handlers of the page', async () => {
  const log = await runInFrame(`
    trigger('/s', { via: 'beacon', when: 'load' });
    addEventListener('load', () => log.push('load'));`);
  expect(log).toEqual(['load', 'sent']);
});

test('what waits for load does not leave at a load event of a script’s own', async () => {
  const log = await runInFrame(`
    trigger('/s', { via: 'beacon', when: 'load' });
    dispatchEvent(new Event('load'));
    log.push('loading');`);
  expect(log).toEqual(['loading', 'sent']);
});

test("a page's first call, in its own beforeunload handler, leaves there where nothing may follow", async () => {
  const log = await runInFrame(`
    window.fetchLater = undefined;
    addEventListener('beforeunload', () => trigger('/s', { via: 'beacon', when: 'pagehide' }));
    dispatchEvent(new Event('beforeunload'));
    log.push('after');`);
  expect(log).toEqual(['sent', 'after']);
});
