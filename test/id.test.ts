import { expect, onTestFinished, test, vi } from 'vitest';

/** The id that the next page view draws. */
const nextPage = async () => {
  vi.resetModules();
  const { pageId } = await import('../src/id.ts');
  return pageId();
};

test('a page id has all of the 53 random bits that a number can hold', async () => {
  vi.stubGlobal('crypto', { getRandomValues: (bits: Uint32Array) => bits.fill(2 ** 32 - 1) });
  onTestFinished(() => void vi.unstubAllGlobals());
  expect(await nextPage()).toBe(Number.MAX_SAFE_INTEGER.toString(36));
});

test('page ids differ in an environment of tests without random values of its own', async () => {
  vi.stubGlobal('crypto', undefined);
  onTestFinished(() => void vi.unstubAllGlobals());
  expect(await nextPage()).not.toBe(await nextPage());
});
