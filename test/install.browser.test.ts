import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import type { Trigger } from '../src/index.ts';
import { declare } from '../src/script-tag/declare.ts';
import { install } from '../src/script-tag/install.ts';

const trigger = () => vi.fn<Trigger>(async () => ({}) as never);

afterEach(() => {
  vi.restoreAllMocks();
  window.sendoff = undefined;
});

test('a call that the snippet has kept, and that is wrong, costs no other', async () => {
  const own = trigger().mockImplementationOnce(() => {
    throw new TypeError('wrong');
  });
  const settled: Promise<unknown>[] = [];
  const call = (url: string): SendoffCall => [receipt => settled.push(receipt), [url]];
  window.sendoff = Object.assign(trigger(), { q: [call('wrong'), call('right')] });
  expect(install(own)).toBe(true);
  expect(own.mock.calls).toEqual([['wrong'], ['right']]);
  await expect(settled[0]).rejects.toThrow('wrong');
  await settled[1];
});

test('an element with the id of the global does not pass for it', () => {
  const own = trigger();
  window.sendoff = document.createElement('p') as never;
  expect(install(own)).toBe(true);
  expect(window.sendoff).toBe(own);
});

test.each([
  [
    'a form with a field of that name',
    () => {
      const form = document.createElement('form');
      form.append(Object.assign(document.createElement('input'), { name: 'q' }));
      return form;
    },
  ],
  [
    "another site's frame",
    () => {
      const frame = document.createElement('iframe');
      frame.sandbox.add('allow-scripts');
      document.body.append(frame);
      onTestFinished(() => frame.remove());
      return frame.contentWindow;
    },
  ],
])('%s does not pass for the calls that the snippet has kept', (_, make) => {
  const own = trigger();
  window.sendoff = make() as never;
  expect(install(own)).toBe(true);
  expect(window.sendoff).toBe(own);
});

test('a page whose image has the name of what finds elements fires those that are declared', () => {
  const image = Object.assign(new Image(), { name: 'querySelectorAll' });
  document.body.append(image);
  onTestFinished(() => image.remove());
  expect(declare).not.toThrow();
});

test("a second file's script tag fires by the first one's trigger", () => {
  const [first, second] = [trigger(), trigger()];
  expect([install(first), install(second)]).toEqual([true, false]);
  expect(window.sendoff).toBe(first);
});

test('a script tag fires again when its page comes back from the back/forward cache', () => {
  const tag = Object.assign(document.createElement('script'), { nonce: 'abc' });
  Object.assign(tag.dataset, { url: '/visit', when: 'hidden' });
  vi.spyOn(Document.prototype, 'currentScript', 'get').mockReturnValue(tag);
  const own = trigger();
  install(own);
  const visit = ['/visit', { nonce: 'abc', when: 'hidden' }];
  expect(own.mock.calls).toEqual([visit]);
  dispatchEvent(new PageTransitionEvent('pageshow'));
  expect(own.mock.calls).toEqual([visit]);
  dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
  expect(own.mock.calls).toEqual([visit, visit]);
});
