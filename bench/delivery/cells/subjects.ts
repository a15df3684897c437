import type { Moment } from './moments.ts';

export interface Subject {
  /** What the tables call it. */
  title: string;
  /** sendoff, or the browser's own API in a page's own listeners. */
  kind: 'sendoff' | 'bare';
  /** How the page sends: a name in its own table, or sendoff's `via`. */
  via: string;
  /** Whether its request belongs to the page, and what is under way is cut when the page ends. */
  bound?: true;
  /** The moments at which it can be sent, where these are not all. */
  moments?: readonly Moment[];
}

/** What the matrix compares. */
export const SUBJECTS = {
  sendoff: { title: 'sendoff', kind: 'sendoff', via: 'default' },
  'sendoff.fetch': { title: 'sendoff, fetch', kind: 'sendoff', via: 'fetch' },
  'sendoff.beacon': { title: 'sendoff, beacon', kind: 'sendoff', via: 'beacon' },
  'sendoff.img': { title: 'sendoff, img', kind: 'sendoff', via: 'img', bound: true },
  'sendoff.script': { title: 'sendoff, script', kind: 'sendoff', via: 'script', bound: true },
  fetch: { title: 'fetch', kind: 'bare', via: 'fetch', bound: true },
  keepalive: { title: 'keepalive fetch', kind: 'bare', via: 'keepalive' },
  beacon: { title: 'sendBeacon', kind: 'bare', via: 'beacon' },
  img: { title: 'new Image', kind: 'bare', via: 'img', bound: true },
  script: { title: 'injected script', kind: 'bare', via: 'script', bound: true },
  // It waits for the exit by itself: asked for at once is the one way to use it.
  fetchLater: { title: 'fetchLater', kind: 'bare', via: 'fetchLater', moments: ['now'] },
} as const satisfies Record<string, Subject>;

export type SubjectName = keyof typeof SUBJECTS;
