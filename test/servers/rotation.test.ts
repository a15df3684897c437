import { readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { lacking, type RecipeName, recipes } from './recipes.ts';

const PIXEL = 'nginx alone, as a pixel log';

for (const name of (Object.keys(recipes) as RecipeName[]).filter(
  name => name !== 'PHP with a queue in Redis',
))
  test.skipIf(lacking(name))(
    `${name} logs to a new file when its log has been moved away${lacking(name)}`,
    async () => {
      const recipe = await recipes[name].start();
      onTestFinished(recipe.end);
      const keys = async () => (await recipe.lines()).map(({ query }) => query.key);
      await fetch(`${recipe.url}?key=before`);
      await expect.poll(keys).toEqual(['before']);
      const file = join(recipe.folder, 'triggers.ndjson');
      await rename(file, `${file}.1`);
      if (name === PIXEL) {
        const pid = await readFile(join(recipe.folder, 'nginx.pid'), 'utf8');
        process.kill(Number(pid), 'SIGUSR1');
        await expect.poll(() => readFile(file, 'utf8').catch(() => undefined)).toBe('');
      }
      await fetch(`${recipe.url}?key=after`);
      await expect.poll(keys).toEqual(['after']);
    },
  );
