import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { createTrigger, trigger as full, type Trigger } from '../../src/index.ts';
import { trigger as lean } from '../../src/lean.ts';
import { server } from './server.ts';

/** A promise with what settles it. */
const consent = () => {
  let give = () => {};
  let refuse = (_: unknown) => {};
  const promise = new Promise<void>((resolve, reject) => {
    give = resolve;
    refuse = reject;
  });
  return { promise, give, refuse };
};

const armed: string[] = [];

beforeEach(() => {
  armed.length = 0;
  vi.stubGlobal('fetchLater', (url: string) => {
    armed.push(url);
    return { activated: false };
  });
});
afterEach(() => vi.unstubAllGlobals());

describe.each<[string, Trigger]>([
  ['the full core', full],
  ['the lean core', lean as Trigger],
])('in %s', (_, trigger) => {
  test('nothing leaves, and nothing is left with the browser, before consent', async () => {
    const seen = server();
    const { promise, give } = consent();
    const data = vi.fn(() => ({ id: 7 }));
    const receipts = [
      trigger('/s', { after: promise, data }),
      trigger('/s', { after: promise, data, when: 'load' }),
    ];
    const waiting = trigger('/s', { after: promise, data, when: 'pagehide' });
    // What needs no consent has left by now.
    await trigger('/s', { data: 'free' });
    expect(seen.map(({ body }) => body)).toEqual(['free']);
    expect(data).not.toHaveBeenCalled();
    expect(armed).toEqual([]);

    give();
    for (const receipt of await Promise.all(receipts))
      expect(receipt).toMatchObject({ outcome: 'acknowledged' });
    dispatchEvent(new Event('pagehide'));
    dispatchEvent(new Event('pageshow'));
    expect(await waiting).toMatchObject({ outcome: 'acknowledged', when: 'pagehide' });
    expect(seen).toHaveLength(4);
  });

  test('a refused consent cancels the trigger, with its reason', async () => {
    const seen = server();
    const { promise, refuse } = consent();
    const receipt = trigger('/s', { after: promise });
    refuse('the visitor said no');
    expect(await receipt).toMatchObject({
      id: '',
      outcome: 'canceled',
      reason: 'the visitor said no',
    });
    expect(seen).toEqual([]);
  });

  test('what is taken back before consent keeps no listener after it', async () => {
    const { promise, give } = consent();
    const controller = new AbortController();
    const receipt = trigger('/s', { after: promise, when: 'hidden', signal: controller.signal });
    controller.abort();
    await receipt;
    const add = vi.spyOn(Set.prototype, 'add');
    onTestFinished(() => add.mockRestore());
    give();
    await new Promise(resolve => setTimeout(resolve));
    expect(add.mock.calls.filter(([value]) => typeof value === 'function')).toEqual([]);
  });

  test('a consent that is refused with a symbol has it as the reason', async () => {
    const receipt = trigger('/s', { after: Promise.reject(Symbol('no')) });
    expect(await receipt).toMatchObject({ outcome: 'canceled', reason: 'Symbol(no)' });
  });

  test('leaving the page before consent cancels the trigger, though consent comes later', async () => {
    const seen = server();
    const { promise, give } = consent();
    const receipt = trigger('/s', { after: promise, when: 'hidden' });
    dispatchEvent(new Event('pagehide'));
    dispatchEvent(new Event('pageshow'));
    give();
    expect(await receipt).toMatchObject({ outcome: 'canceled', reason: 'the page was left first' });
    await trigger('/s');
    expect(seen).toHaveLength(1);
  });

  test('a page that goes into the back/forward cache still waits for consent', async () => {
    const seen = server();
    const { promise, give } = consent();
    const receipt = trigger('/s', { after: promise });
    dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    give();
    expect((await receipt).outcome).toBe('acknowledged');
    expect(seen).toHaveLength(1);
  });

  test('a signal cancels a trigger that waits for consent', async () => {
    const control = new AbortController();
    const receipt = trigger('/s', { after: new Promise(() => {}), signal: control.signal });
    control.abort('enough');
    expect(await receipt).toMatchObject({ outcome: 'canceled', reason: 'enough' });
  });
});

test.each([7, 'yes', {}])('a call with after: %o throws', after => {
  expect(() => full('/s', { after: after as never })).toThrow(
    /sendoff: after is .*allowed: a promise/,
  );
});

test('a default that a call hands on as undefined still holds: nothing leaves before consent', async () => {
  const seen = server();
  const { promise, refuse } = consent();
  const receipt = createTrigger({ after: promise })('/s', { after: undefined });
  await full('/s', { data: 'free' });
  expect(seen.map(({ body }) => body)).toEqual(['free']);
  refuse('no');
  expect(await receipt).toMatchObject({ outcome: 'canceled', reason: 'no' });
});

test('a call takes a default away by null', async () => {
  const seen = server();
  const send = createTrigger({ data: 'given', signal: AbortSignal.abort() });
  await send('/s', { data: null, signal: null } as never);
  expect(seen.map(({ body }) => body)).toEqual(['']);
});
