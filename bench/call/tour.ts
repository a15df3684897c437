import type { Case } from './cases.ts';
import type { Page, Server } from './serve.ts';

/** A page that makes its call by itself, and reports what it cost. */
export interface Stop extends Pick<Case, 'call' | 'leaves' | 'requests'> {
  file: string;
}

/** What calls have cost, in µs each. */
export interface Figures {
  first: number;
  ten: number;
}

/** Opens a URL in a browser that then acts by itself. */
export type Open = (url: string) => Promise<{ end(): Promise<void> }>;

/** Leads one browser from page to page, without a debugger, which would be measured as well. */
export async function tour(
  server: Server,
  stops: readonly Stop[],
  open: Open,
): Promise<readonly Figures[]> {
  const all: Figures[] = [];
  let page: Page;
  let finish: () => void;
  const finished = new Promise<void>(resolve => {
    finish = resolve;
  });
  const nextUrl = () => {
    const stop = stops[all.length];
    if (!stop) {
      finish();
      return 'about:blank';
    }
    page = server.page(stop.file);
    return `${page.url}&${new URLSearchParams({ call: stop.call, leaves: stop.leaves })}`;
  };

  server.follow(async (path, reported) => {
    if (path === 'arrived') await page.arrived(reported as number);
    if (path === 'figures') {
      all.push(reported as Figures);
      return `${server.page('blank.html').url}&blank`;
    }
    if (path !== 'next') return '';
    // What is on its way would cost the next page.
    await page.arrived(stops[all.length - 1]?.requests ?? 0);
    return nextUrl();
  });
  const browser = await open(nextUrl());
  await finished;
  await browser.end();
  return all;
}
