import type { Tag } from '../../src/server.ts';
import type { FetchMetadata } from './inferTransport.ts';

// An element's request says `empty` too: in an exit handler Chromium and WebKit label it so, and a
// trigger that is overtaken by the exit leaves as a fetch of the same URL.
const DESTINATIONS: Record<Tag['via'], readonly string[]> = {
  fetch: ['empty'],
  beacon: ['empty'],
  fetchLater: ['empty'],
  img: ['image', 'empty'],
  script: ['script', 'empty'],
};

/** How the tag contradicts the headers, if it does. A missing header contradicts nothing. */
export function findMismatch(tag: Tag, { dest, mode }: FetchMetadata): string | undefined {
  if (dest !== undefined && !DESTINATIONS[tag.via].includes(dest)) {
    return `the tag says ${tag.via}, Sec-Fetch-Dest says ${dest}`;
  }
  if (mode === 'navigate' || mode === 'websocket') {
    return `the tag says ${tag.via}, Sec-Fetch-Mode says ${mode}`;
  }
  return undefined;
}
