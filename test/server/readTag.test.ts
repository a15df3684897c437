import { expect, test } from 'vitest';
import { readTag } from '../../src/server.ts';

const TAG = 'sendoff=k3j2_-A.12.fetchLater.pagehide';
const PARTS = {
  id: 'k3j2_-A.12',
  page: 'k3j2_-A',
  n: 12,
  via: 'fetchLater',
  when: 'pagehide',
};

test.each([
  `https://a.test/s?${TAG}`,
  `/collect?id=7&${TAG}`,
  `/collect?sendoff=another&${TAG}&id=7`,
  `/collect?${TAG}#fragment`,
  `?a=b?c&${TAG}`,
  `/collect??&${TAG}`,
  `//?${TAG}`,
  `//[::1?${TAG}`,
  `/%ff?%ff=%&&=&${TAG}&%`,
  `/collect?%73endoff=${encodeURIComponent('k3j2_-A.12.fetchLater.pagehide').replaceAll('.', '%2E')}`,
  new URL(`https://a.test/s?${TAG}`),
])('the tag of %s is read into its parts', url => {
  expect(readTag(url)).toEqual(PARTS);
});

test.each([
  '/collect',
  '/collect?',
  '',
  `/collect#?${TAG}`,
  `/collect?x${TAG}`,
  `/collect&${TAG}`,
  `/collect#x?y#&${TAG}`,
  TAG,
])('the URL %j has no tag', url => {
  expect(readTag(url)).toBeUndefined();
});

test.each([
  '',
  'garbage',
  '....',
  'p.0.img.load',
  'p.01.img.load',
  'p.-1.img.load',
  'p.1e3.img.load',
  'p.1234567890.img.load',
  'p.99999999999999999999.img.load',
  'p.1.gif.load',
  'p.1.img.later',
  'p.1.__proto__.load',
  'p.1.img.load.more',
  'p.1.img.load\n',
  'p q.1.img.load',
  '\u001b[31m.1.img.load',
])('%j is no tag', text => {
  expect(readTag(`/collect?sendoff=${encodeURIComponent(text)}`)).toBeUndefined();
});

test.each([65, 100_000])('a page id of %d characters makes no tag', length => {
  expect(readTag(`/collect?sendoff=${'p'.repeat(length)}.1.img.load`)).toBeUndefined();
});

test('a page may be called __proto__', () => {
  expect(readTag('/?sendoff=__proto__.1.img.load')).toMatchObject({ page: '__proto__', n: 1 });
});
