import { type Line, lacking, type RecipeName, recipes } from '../../test/servers/recipes.ts';
import { BY_LIKENESS, IS_WHOLE, isLeftOut, LEFT_OUT } from '../support/oneEngine.ts';
import { expect, test } from '../support/test.ts';

test.skip(isLeftOut, LEFT_OUT);

/** What each kind of data is in the log of a server that reads bodies. */
const LOGGED: Readonly<Record<string, (n: number) => unknown>> = {
  text: n => `text ${n}`,
  params: n => ({ n: `${n}`, note: 'ä&=' }),
  form: n => ({ n: `${n}`, note: 'ä&=' }),
  blob: n => `blob ${n}`,
  object: n => ({ n: `${n}`, note: 'ä&=' }),
  json: n => ({ n, note: 'ä&=' }),
};
const KINDS = Object.keys(LOGGED);

interface Fired {
  url: string;
  kinds: readonly string[];
  many: number;
  options: object;
}

/** Fires triggers of each kind in a page, all at once, and gives each outcome. */
function fireAll({ url, kinds, many, options }: Fired): Promise<string[]> {
  const trigger = (
    window as never as {
      sendoff: (url: string, options: object) => Promise<{ outcome: string }>;
    }
  ).sendoff;
  const optionsOf = (kind: string, n: number) => {
    const fields = { n, note: 'ä&=' };
    const form = new FormData();
    form.append('n', `${n}`);
    form.append('note', fields.note);
    if (kind === 'text') return { data: `text ${n}` };
    if (kind === 'params') return { data: new URLSearchParams({ n: `${n}`, note: fields.note }) };
    if (kind === 'form') return { data: form };
    if (kind === 'blob') return { data: new Blob([`blob ${n}`]) };
    if (kind === 'json') return { data: fields, encoding: 'json' };
    return { data: fields };
  };
  const calls = Array.from({ length: many }, (_, n) => {
    const kind = kinds[n % kinds.length] as string;
    return trigger(`${url}?kind=${kind}&at=${n}`, { ...optionsOf(kind, n), ...options });
  });
  return Promise.all(calls).then(receipts => receipts.map(({ outcome }) => outcome));
}

/** What reads requests as another one does, or is that with nginx in front. */
const ALIKE: readonly string[] = ['Fastify', 'Express behind nginx', 'Apache with mod_php'];

for (const name of Object.keys(recipes) as RecipeName[]) {
  const isPixel = name === 'nginx alone, as a pixel log';
  test(`${name} logs every trigger of another origin’s page, whatever its body`, async ({
    engine,
    open,
    server,
  }) => {
    test.skip(lacking(name) !== '', lacking(name));
    test.skip(ALIKE.includes(name) && !IS_WHOLE, BY_LIKENESS);
    const many = IS_WHOLE && engine.name === 'chromium' ? 1000 : 200;
    const recipe = await recipes[name].start({
      'work.js': () => 'export async function work() {}',
      'work.php': text => text.replace(/usleep.*/, ''),
    });
    try {
      const tab = await open(server.url('/e2e/sdk.html'));
      const fire = (options: object, kinds: readonly string[], many: number) =>
        tab.evaluate(fireAll, { url: recipe.url, kinds, many, options });
      const linesOf = async (url: string): Promise<readonly Line[]> =>
        (await recipe.lines()).filter(({ query }) => String(query.sendoff).includes(`.${url}.`));

      // What has no body is in the query: all that the pixel log takes.
      const byGet = await fire({ via: 'img', when: 'now' }, ['params', 'form', 'object'], 30);
      expect(byGet).not.toContain('failed');
      await expect.poll(async () => (await linesOf('img')).length).toBe(30);
      for (const { query } of await linesOf('img'))
        expect(query).toMatchObject({ n: query.at, note: 'ä&=' });

      const kinds = isPixel ? ['params', 'form', 'object'] : KINDS;
      const options = isPixel ? { method: 'GET' } : {};
      const outcomes = await fire({ via: 'fetch', ...options }, kinds, many);
      expect(new Set(outcomes)).toEqual(new Set(['acknowledged']));
      await expect.poll(async () => (await linesOf('fetch')).length).toBe(many);
      const lines = await linesOf('fetch');
      expect(new Set(lines.map(({ query }) => query.at)).size).toBe(many);
      for (const { query, body } of lines) {
        const n = Number(query.at);
        const logged = LOGGED[String(query.kind)]?.(n);
        expect(isPixel ? { n: query.n, note: query.note } : body).toEqual(logged);
      }
      if (isPixel) return;

      await fire({ via: 'beacon' }, kinds, 30);
      await expect.poll(async () => (await linesOf('beacon')).length).toBe(30);
      for (const { query, body } of await linesOf('beacon'))
        expect(body).toEqual(LOGGED[String(query.kind)]?.(Number(query.at)));
    } finally {
      await recipe.end();
    }
  });
}
