import { expect, test } from 'vitest';
import { post, withRecipe } from './withRecipe.ts';

for (const name of ['Express', 'Fastify', 'PHP-FPM with nginx', 'Apache with mod_php'] as const)
  withRecipe(name, ({ recipe, send }) => {
    test('what comes twice by one id, also at once, is written down twice and worked on once', async () => {
      const again = 'sendoff=p.1.fetch.now';
      await Promise.all([send(post('one'), again), send(post('one'), again)]);
      await send(post('one'), 'sendoff=p.1.beacon.hidden');
      await send(post('two'), 'sendoff=p.2.fetch.now');
      // Without a tag nobody knows.
      await send(post('bare'));
      await send(post('bare'));
      expect(await recipe().lines()).toHaveLength(6);
      const bodies = async () => (await recipe().done()).map(({ body }) => body).sort();
      await expect.poll(bodies).toContain('two');
      await expect.poll(bodies).toEqual(['bare', 'bare', 'one', 'two']);
    });
  });
