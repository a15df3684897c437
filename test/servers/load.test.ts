import { expect, test } from 'vitest';
import { load } from './load.ts';
import { lacking } from './recipes.ts';

for (const name of ['Express', 'Fastify', 'PHP with a queue in Redis'] as const)
  test.skipIf(lacking(name))(
    `${name} answers and logs 7,000 triggers of every kind, 1,000 at a time${lacking(name)}`,
    async () => {
      const result = await load(name, 7000);
      expect(result).toMatchObject({ accepted: 7000, errors: 0, timeouts: 0 });
    },
  );

const PIXEL = 'nginx alone, as a pixel log';

test.skipIf(lacking(PIXEL))(
  `The pixel log takes 1,000 triggers without a body among 6,000 with one, which it refuses${lacking(PIXEL)}`,
  async () => {
    const result = await load(PIXEL, 7000);
    expect(result).toMatchObject({ accepted: 1000, tooLarge: 6000, errors: 0, timeouts: 0 });
  },
);
