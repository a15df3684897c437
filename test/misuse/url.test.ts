import { describe, expect, test } from 'vitest';
import { createTrigger } from '../../src/index.ts';

// Where there is no page, what waits for its end sends nothing: each call is checked, and no more.
const send = createTrigger({ base: 'https://a.test/page', when: 'pagehide' });

describe('a call without a URL is thrown, not sent to an address that nobody has asked for', () => {
  test.each<[what: string, url: unknown]>([
    ['undefined', undefined],
    ['null', null],
    ['an empty string', ''],
  ])('%s', (_, url) => {
    let error: unknown;
    try {
      send(url as string);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(TypeError);
    const { message } = error as Error;
    expect(message).toMatch(/^sendoff: url/);
    expect(message).toContain(`${url}`);
    expect(message).toContain('allowed');
  });
});

test('a relative URL that begins like one of those is a URL', async () => {
  expect(await send('undefined.php')).toMatchObject({ url: 'https://a.test/undefined.php' });
  expect(await send('?')).toMatchObject({ outcome: 'failed' });
});

test('a fragment is not sent: the receipt has the URL without it', async () => {
  expect(await send('a.php?b=1#c?d#e')).toMatchObject({ url: 'https://a.test/a.php?b=1' });
});
