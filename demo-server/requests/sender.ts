import type { Tag } from '../../src/server.ts';

/** What a request says of itself; `docs/log.md` explains each field. */
export interface Sender {
  method: string;
  path: string;
  query: Record<string, unknown>;
  tag?: Tag | undefined;
  /** What carried it: by its tag, else as far as its headers show. */
  transport: Tag['via'] | 'other';
  mismatch?: string | undefined;
  type?: string | undefined;
  origin?: string | undefined;
  referer?: string | undefined;
  agent?: string | undefined;
  dest?: string | undefined;
  mode?: string | undefined;
  site?: string | undefined;
}
