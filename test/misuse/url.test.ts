import { expect, test } from 'vitest';
import { createTrigger } from '../../src/index.ts';
import { thrown } from './thrown.ts';

// Where there is no page, what waits for its end sends nothing: each call is checked, and no more.
const send = createTrigger({ base: 'https://a.test/page', when: 'pagehide' });

test.each<[what: string, url: unknown]>([
  ['undefined', undefined],
  ['null', null],
  ['an empty string', ''],
])('a call whose URL is %s throws, and requests no other address', (_, url) => {
  const error = thrown(() => send(url as string));
  expect(error).toBeInstanceOf(TypeError);
  const { message } = error as Error;
  expect(message).toMatch(/^sendoff: url/);
  expect(message).toContain(`${url}`);
  expect(message).toContain('allowed');
});

test('a relative URL may begin with "undefined", or be "?"', async () => {
  expect(await send('undefined.php')).toMatchObject({ url: 'https://a.test/undefined.php' });
  expect(await send('?')).toMatchObject({ outcome: 'failed' });
});

test('the receipt has the URL as it is sent, without its fragment', async () => {
  expect(await send('a.php?b=1#c?d#e')).toMatchObject({ url: 'https://a.test/a.php?b=1' });
});
