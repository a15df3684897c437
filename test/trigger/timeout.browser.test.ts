import { expect, test } from 'vitest';
import { trigger } from '../../src/index.ts';
import { server } from './server.ts';

// A browser's timer that is too long for its 31 bits fires at once.
test.each([Number.POSITIVE_INFINITY, 2 ** 31, Number.MAX_SAFE_INTEGER])(
  'a timeout of %d ms does not end before the answer',
  async timeout => {
    const seen = server(async () => {
      await new Promise(resolve => setTimeout(resolve, 50));
      return new Response();
    });
    expect(await trigger('/s', { timeout })).toMatchObject({
      outcome: 'acknowledged',
      status: 200,
    });
    expect(seen).toHaveLength(1);
  },
);
