import type { Cell } from './cell.ts';
import type { Moment } from './moments.ts';

/**
 * One page that is opened and left, once: a subject at all the moments that are wanted.
 *
 * The subject has a page of its own, its moments share it where one does not disturb another. So no more than five requests leave at one
 * exit: WebKitGTK lets through just as many as it has connections to the host, six. And no subject
 * sees what another does to the page: sendoff's `beforeunload` listener, for one, brings Chromium to
 * fire `pagehide` where a tab is closed while it loads, which plain listeners would then profit from.
 */
export interface Visit extends Omit<Cell, 'moment'> {
  moments: readonly Moment[];
  /** From 1. */
  run: number;
}

/** A visit that has been made, and how often each of its requests came. */
export interface Visited extends Omit<Visit, 'moments'> {
  /** Of the SDK and the pages: what was measured with another is not mixed with this. */
  build: string;
  /** Of the browser. */
  version: string;
  arrivals: Readonly<Partial<Record<Moment, number>>>;
}
