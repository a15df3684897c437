import type { End } from '../jobs/script.ts';
import type { Tag } from '../requests/parseTag.ts';

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

export type Transport = 'fetch' | 'beacon' | 'img' | 'script' | 'fetchLater' | 'other';

/** A request whose script was found, and was started. */
export interface Received extends Stamp, Sender {
  event: 'received';
  status: number;
  bytes: number;
  data?: unknown;
  truncated?: true;
  duplicate?: true;
  missing?: readonly number[];
}

/** A client that left while its script was still at work. */
export interface Gone extends Stamp {
  event: 'gone';
  tag?: Tag;
  after: number;
}

/** The end of a slow script. */
export interface Finished extends Stamp, End {
  event: 'finished';
  tag?: Tag;
  after: number;
  client: 'there' | 'gone';
  status?: number;
}

/** A request that started nothing. What could not be parsed as HTTP has no sender. */
export interface Refused extends Stamp, Partial<Sender> {
  event: 'refused';
  status: number;
  reason: string;
}

/** A browser that asks whether it may send: what no trigger should cause. */
export interface Preflight extends Stamp, Sender {
  event: 'preflight';
  status: number;
}

interface Stamp {
  time: string;
  request: number;
}

export type Entry = Received | Gone | Finished | Refused | Preflight;
