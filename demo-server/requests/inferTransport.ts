import type { Sender } from './sender.ts';

export interface FetchMetadata {
  dest?: string | undefined;
  mode?: string | undefined;
}

/**
 * What carried a request without a tag, by its `Sec-Fetch-*` headers. A no-cors POST may be a fetch
 * as well: by its headers it looks like a beacon.
 */
export function inferTransport(method: string, { dest, mode }: FetchMetadata): Sender['transport'] {
  if (dest === 'image') return 'img';
  if (dest === 'script') return 'script';
  if (dest !== 'empty') return 'other';
  return method === 'POST' && mode === 'no-cors' ? 'beacon' : 'fetch';
}
