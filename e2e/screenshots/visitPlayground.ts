import type { Page } from '@playwright/test';

/** Opens the playground with a trigger, fires another by hand, and closes the tab as a person does. */
export async function visitPlayground(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.click('#fire');
  await page.waitForFunction(() => document.querySelectorAll('#receipts li').length === 2);
  const closed = page.waitForEvent('close');
  await page.close({ runBeforeUnload: true });
  await closed;
}
