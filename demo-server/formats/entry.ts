import type { Tag } from '../../src/server.ts';
import type { End } from '../jobs/script.ts';
import type { Sender } from '../requests/sender.ts';

/** A request whose script was found, and was started. */
export interface Received extends Stamp, Sender {
  event: 'received';
  status: number;
  bytes: number;
  data?: unknown;
  truncated?: true;
  duplicate?: true;
  missing?: readonly number[];
  account?: Account;
}

/** What had come of a page, and of all pages, when a request had come. */
export interface Account {
  page: Counts;
  all: Counts;
}

/** `effective` are those received but for the duplicates; `missing` are lost, or on their way. */
export interface Counts {
  received: number;
  duplicate: number;
  effective: number;
  missing: number;
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
