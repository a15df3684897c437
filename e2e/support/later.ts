import { randomUUID } from 'node:crypto';
import type { Tab } from '../browsers/engine.ts';
import { poll } from '../browsers/poll.ts';
import type { Site } from './site.ts';

/** Resolves when a request that this tab makes now has been logged: what left the browser before it has come. */
export async function later(tab: Tab, server: Site): Promise<void> {
  const marker = randomUUID();
  const url = server.url('/collect', { marker });
  await tab.evaluate((address: string) => void navigator.sendBeacon(address), url);
  await poll('the marker', async () => (await server.received({ query: { marker } })).length > 0);
}
