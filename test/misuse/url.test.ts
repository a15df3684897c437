import { expect, test } from 'vitest';
import { createTrigger, trigger } from '../../src/index.ts';
import { thrown } from './thrown.ts';

// Where there is no page, what waits for its end sends nothing: each call is checked, and no more.
const send = createTrigger({ base: 'https://a.test/page', when: 'pagehide' });

const message = (url: unknown) => `sendoff: url is "${url}"; allowed: a URL of http or https`;

test.each([
  'javascript:alert(1)',
  'JavaScript:alert(1)',
  'data:text/plain,x',
  'ftp://a.test/',
  'file:///etc/passwd',
  'blob:https://a.test/1',
  'mailto:a@a.test',
  'ws://a.test/',
  'https://',
  'http://a b/',
  'https://a.test:99999/',
  '//',
  '',
  { url: '/s' },
  Promise.resolve('/s'),
  undefined,
  null,
])('a call to %s throws, and names the URL and what is allowed', address => {
  expect(thrown(() => send(address as string))).toEqual(TypeError(message(address)));
});

test('a call to a symbol throws, and names it', () => {
  expect(thrown(() => send(Symbol('s') as never))).toEqual(TypeError(message('Symbol(s)')));
});

test('a call to a URL object of another scheme throws', () => {
  expect(() => send(new URL('ftp://a.test/'))).toThrow('url is "ftp://a.test/"');
});

test.each(['/s', 's.php', '?a', ''])(
  'a call to "%s" throws where no page or base resolves it',
  address => {
    expect(thrown(() => trigger(address))).toEqual(TypeError(message(address)));
  },
);

test.each(['file:///app/index.html', 'capacitor://localhost/', 'chrome-extension://id/page.html'])(
  'a relative URL throws where it is resolved against %s',
  base => {
    expect(thrown(() => createTrigger({ base })('/s'))).toEqual(TypeError(message('/s')));
  },
);

test('a call throws where the base is no URL', () => {
  expect(() => createTrigger({ base: 'nowhere' })('/s')).toThrow('url is "/s"');
});

test('a URL is resolved against the base before anything is sent', async () => {
  const receipt = await createTrigger({ base: 'https://a.test/b/', when: 'pagehide' })('s?c');
  expect(receipt.url).toBe('https://a.test/b/s?c');
});

test('a relative URL may begin with "undefined", or be "?"', async () => {
  expect(await send('undefined.php')).toMatchObject({ url: 'https://a.test/undefined.php' });
  expect(await send('?')).toMatchObject({ outcome: 'failed' });
});

test('the receipt has the URL as it is sent, without its fragment', async () => {
  expect(await send('a.php?b=1#c?d#e')).toMatchObject({ url: 'https://a.test/a.php?b=1' });
});

test('a user and a password that the page was opened with are not in its URLs: no fetch takes them', async () => {
  const base = 'https://user:secret@a.test/page';
  expect(await createTrigger({ base, when: 'pagehide' })('/s')).toMatchObject({
    url: 'https://a.test/s',
  });
});
