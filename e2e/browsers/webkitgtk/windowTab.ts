import { readFile } from 'node:fs/promises';
import type { Client } from 'webdriver';
import { becomes, goBack, nextDocument } from '../documents.ts';
import type { PageError, Tab } from '../engine.ts';
import type { Windows } from '../screen/windows.ts';
import { callInWindow } from './callInWindow.ts';

const collector = new URL('../../pages/errors.js', import.meta.url);

/** The window that WebDriver drives; the window manager does what WebDriver cannot. */
export function windowTab(
  client: Client,
  id: string,
  windows: Windows,
  crash: () => Promise<void>,
): Tab {
  const tab: Tab = {
    async goto(url, until) {
      await nextDocument(tab, () => client.navigateTo(url), until);
      // MiniBrowser hands out no console: a page that brings no collector gets one now.
      await client.executeScript(await readFile(collector, 'utf8'), []);
    },
    evaluate: async (fn, ...arg) => (await callInWindow(client, fn, arg[0])) as never,
    url: () => client.getUrl(),
    async click(selector) {
      const found = await client.findElement('css selector', selector);
      const [element] = Object.values(found);
      if (!element) throw new Error(`Nothing in the page matches ${selector}.`);
      await client.elementClick(element);
    },
    follow: (selector, until) => nextDocument(tab, () => tab.click(selector), until),
    back: () => nextDocument(tab, () => tab.evaluate(goBack)),
    reload: until => nextDocument(tab, () => client.refresh(), until),
    async hide() {
      await windows.minimise(id);
      await becomes(tab, 'hidden');
    },
    async show() {
      await windows.raise(id);
      await becomes(tab, 'visible');
    },
    async resize(width, height) {
      await client.setWindowRect(null, null, width, height);
    },
    close: () => windows.close(id),
    protocol: method => Promise.reject(new Error(`This browser has no ${method}.`)),
    crash,
    errors: () =>
      tab.evaluate(() => (window as unknown as { pageErrors?: PageError[] }).pageErrors ?? []),
  };
  return tab;
}
