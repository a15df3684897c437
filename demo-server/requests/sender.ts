import type { Tag } from '../../src/server.ts';

/** What a request says of itself; `docs/log.md` explains each field. */
export interface Sender {
  method: string;
  path: string;
  query: Record<string, unknown>;
  tag?: Tag | undefined;
  transport: Transport;
  mismatch?: string | undefined;
  type?: string | undefined;
  origin?: string | undefined;
  referer?: string | undefined;
  agent?: string | undefined;
  dest?: string | undefined;
  mode?: string | undefined;
  site?: string | undefined;
}

export type Transport = Tag['via'] | 'other';
