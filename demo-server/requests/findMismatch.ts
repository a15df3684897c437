import { CARRIERS } from '../../src/server/carriers.ts';
import type { Tag } from '../../src/server.ts';
import type { FetchMetadata } from './inferTransport.ts';

/** How the tag contradicts the headers, if it does. A missing header contradicts nothing. */
export function findMismatch(tag: Tag, { dest, mode }: FetchMetadata): string | undefined {
  if (dest !== undefined && !CARRIERS[tag.via].dests.includes(dest)) {
    return `the tag says ${tag.via}, Sec-Fetch-Dest says ${dest}`;
  }
  if (mode === 'navigate' || mode === 'websocket') {
    return `the tag says ${tag.via}, Sec-Fetch-Mode says ${mode}`;
  }
  return undefined;
}
