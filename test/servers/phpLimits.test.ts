import { expect, onTestFinished, test } from 'vitest';
import { lacking, recipes } from './recipes.ts';

const NAME = 'PHP-FPM with nginx';

test.skipIf(lacking(NAME))(
  `Under PHP’s default limit of 1,000 fields, a form with more is refused, and none of it dropped${lacking(NAME)}`,
  async () => {
    const recipe = await recipes[NAME].start({
      'php-fpm.conf': text => text.replace(/^.*max_input_vars.*$/gm, ''),
      // What its user writes may cause warnings, too.
      'work.php': text => `${text}trigger_error('Odd.', E_USER_DEPRECATED);\n`,
    });
    onTestFinished(recipe.end);
    const fields = Object.fromEntries(Array.from({ length: 1500 }, (_, n) => [`f${n}`, `${n}`]));
    const post = (body: BodyInit) => fetch(recipe.url, { method: 'POST', body });
    expect((await post(new URLSearchParams(fields))).status).toBe(400);
    expect((await post(JSON.stringify(fields))).status).toBe(200);
    expect((await recipe.lines()).map(({ body }) => body)).toEqual([fields]);
  },
);
