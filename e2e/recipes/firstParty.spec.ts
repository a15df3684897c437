import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import worker from '../../docs/servers/edge/worker.js';
import { lacking, recipes } from '../../test/servers/recipes.ts';
import { listen } from '../support/listen.ts';
import { isLeftOut, LEFT_OUT } from '../support/oneEngine.ts';
import { expect, test } from '../support/recipeSite.ts';

test.skip(isLeftOut, LEFT_OUT);

/** A page of a site whose endpoint is its own. */
const OWN_PAGE = `<!doctype html><title>A site</title><script src="/sendoff.js"></script>
  <script>sendoff('/trigger', { when: 'hidden', data: { id: 7 } });</script>`;
const SDK = fileURLToPath(new URL('../../dist/sendoff.js', import.meta.url));

test('a page behind nginx sends to its own origin as it is left', async ({ open }) => {
  const name = 'Express behind nginx';
  test.skip(lacking(name) !== '', lacking(name));
  const recipe = await recipes[name].start({ 'work.js': () => 'export async function work() {}' });
  try {
    const folder = join(recipe.folder, 'site');
    await mkdir(folder);
    await writeFile(join(folder, 'index.html'), OWN_PAGE);
    await copyFile(SDK, join(folder, 'sendoff.js'));
    const tab = await open(new URL('/', recipe.url).href);
    await tab.close();
    await expect.poll(recipe.lines).toMatchObject([{ method: 'POST', body: { id: '7' } }]);
  } finally {
    await recipe.end();
  }
});

test('a page in front of the edge function sends to its own origin as it is left', async ({
  open,
}) => {
  const sent: { body: string }[] = [];
  const TRIGGERS = { send: async (trigger: { body: string }) => void sent.push(trigger) };
  const edge = await listen(async (request, response) => {
    const { method = '', url = '', headers } = request;
    if (url === '/') response.setHeader('Content-Type', 'text/html').end(OWN_PAGE);
    else if (url === '/sendoff.js') response.end(await readFile(SDK));
    else {
      const asked = new Request(`http://${headers.host}${url}`, {
        method,
        headers: headers as Record<string, string>,
        ...(method === 'POST' && { body: await text(request) }),
      });
      const answer = await worker.fetch(asked, { TRIGGERS });
      response.writeHead(answer.status, Object.fromEntries(answer.headers));
      response.end(Buffer.from(await answer.arrayBuffer()));
    }
  });
  const tab = await open(`${edge.origin}/`);
  await tab.close();
  await expect.poll(() => sent).toMatchObject([{ method: 'POST', body: 'id=7' }]);
  edge.end();
});
