import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from '@playwright/test';
import { poll } from '../../e2e/browsers/poll.ts';
import { site } from '../../e2e/support/site.ts';
import { launchOptions } from '../../setup/chromium.ts';

const FOLDER = fileURLToPath(new URL('../../docs/screenshots/', import.meta.url));

/** Each picture: a page, what it has to show first, and how it is viewed. The live page first, while its log is short. */
const SHOTS = [
  { name: 'live', path: '/live', ready: '.lane .ended' },
  { name: 'live-dark', path: '/live', ready: '.lane .ended', colorScheme: 'dark' },
  { name: 'live-phone', path: '/live', ready: '.lane .ended', width: 360 },
  { name: 'home', path: '/', ready: '#again:enabled' },
  {
    name: 'playground',
    path: '/playground?via=fetch&when=load&data=fields&ms=1000&run=1',
    ready: '#receipts [data-outcome=acknowledged]',
  },
  {
    name: 'methods',
    path: '/methods?ms=300',
    click: '#run-all',
    ready: '#status:text-is("Done.")',
  },
] as const;

interface Look {
  colorScheme?: 'dark';
  width?: number;
  click?: string;
}

// Takes the pictures in docs/, of pages on which something has happened.
const folder = await mkdtemp(join(tmpdir(), 'sendoff-screenshots-'));
const server = await site('127.0.0.1', folder);
const browser = await chromium.launch(launchOptions());

for (const query of [
  'via=fetch&when=now&ms=1000',
  'via=script&when=idle',
  'via=img&when=load&ms=3000',
  'via=beacon&when=pagehide',
]) {
  await visitPlayground(
    await browser.newPage(),
    server.url(`/playground?${query}&data=fields&run=1`),
  );
}
for (const tag of ['1.fetch.now', '2.beacon.load', '2.beacon.load', '5.fetch.hidden']) {
  await fetch(server.url('/collect', { sendoff: `gaps.${tag}` }), { method: 'POST' });
}
await poll('the scripts', async () => (await server.log({ event: 'finished' })).length === 4);

for (const { name, path, ready, ...look } of SHOTS) {
  const { colorScheme = 'light', width = 1200, click } = look as Look;
  const page = await browser.newPage({ colorScheme, viewport: { width, height: 900 } });
  await page.goto(server.url(path));
  if (click) await page.click(click);
  await page.waitForSelector(ready);
  await page.waitForFunction(
    () => !document.querySelector('[role=status]')?.textContent?.endsWith('…'),
  );
  await page.screenshot({ path: join(FOLDER, `${name}.png`) });
  await page.close();
}
await browser.close();
await server.end();
await rm(folder, { recursive: true });

/** Opens the playground with a trigger, fires another by hand, and closes the tab as a person does. */
async function visitPlayground(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.click('#fire');
  await page.waitForFunction(() => document.querySelectorAll('#receipts li').length === 2);
  const closed = page.waitForEvent('close');
  await page.close({ runBeforeUnload: true });
  await closed;
}
