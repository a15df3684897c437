import { text } from 'node:stream/consumers';
import { clickByScript } from '../support/clickByScript.ts';
import { followByScript } from '../support/followByScript.ts';
import { listen, passOn } from '../support/listen.ts';
import { isLeftOut, LEFT_OUT } from '../support/oneEngine.ts';
import { expect, test } from '../support/recipeSite.ts';

test.skip(isLeftOut, LEFT_OUT);

test('a view is counted once: at first, for a route, on the way back, from the back/forward cache', async ({
  open,
  own,
  data,
  last,
}) => {
  const home = '/recipes/views.html';
  const tab = await open(own.url(home));
  await expect.poll(data).toEqual([{ view: home, from: '' }]);
  await clickByScript(tab, '#section');
  await clickByScript(tab, '#route');
  const route = { view: '/recipes/basket', from: home };
  await expect.poll(data).toEqual([{ view: home, from: '' }, route]);
  await tab.evaluate(() => history.back());
  const back = { view: home, from: '/recipes/basket' };
  await expect.poll(data).toEqual([{ view: home, from: '' }, route, back]);
  await followByScript(tab, '#away');
  await tab.back();
  await expect.poll(data).toEqual([{ view: home, from: '' }, route, back, expect.anything()]);
  await tab.close();
  await last();
  expect(await data()).toEqual([{ view: home, from: '' }, route, back, { view: home, from: '' }]);
});

test('a prerendered page is viewed when it is shown', async ({ engine, launchBare, own, data }) => {
  test.skip(engine.name !== 'chromium', 'only Chromium prerenders');
  const page = '/recipes/views.html';
  let run: (() => void) | undefined;
  const hasRun = new Promise<void>(resolve => {
    run = resolve;
  });
  // In front of the site, since its log does not say that a page is prerendered.
  const front = await listen(async (request, response) => {
    const { method = 'GET', url = '', headers } = request;
    if (url === '/') {
      const rules = JSON.stringify({ prerender: [{ source: 'list', urls: [page] }] });
      response.setHeader('Content-Type', 'text/html');
      response.end(`<script type="speculationrules">${rules}</script><script>
        fetch('/has-run').then(() => fetch('/collect', { method: 'POST', body: 'shown' }))
          .then(() => { location.href = '${page}'; });
      </script>`);
      return;
    }
    if (url === '/has-run') {
      await hasRun;
      response.end();
      return;
    }
    // The last that the prerendered page loads before it runs.
    const isLast = url === '/dist/sendoff.js' && /prerender/.test(`${headers['sec-purpose']}`);
    const answer = await fetch(own.origin + url, {
      method,
      headers: { 'content-type': headers['content-type'] ?? '' },
      ...(method === 'POST' && { body: await text(request) }),
    });
    await passOn(answer, response);
    if (isLast) run?.();
  });
  await launchBare(`${front.origin}/`);
  await expect.poll(data).toHaveLength(2);
  expect(await data()).toEqual(['shown', { view: page, from: expect.any(String) }]);
  front.end();
});
