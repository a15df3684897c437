/** The calls that are measured, and the pages that make them: `calls` in each page has their names. */
export interface Case {
  call: string;
  /** Where there is a bare API that the call ends in. */
  bare?: string;
  sendoff: string;
  /** Whether its requests leave in the call's own task, one a call. */
  leaves: 'now' | 'at the exit';
  /** How many requests eleven calls make. */
  requests: number;
}

const BOTH = { bare: 'bare.html', sendoff: 'sendoff.html' };

export const CASES: readonly Case[] = [
  { call: 'fetch', ...BOTH, leaves: 'now', requests: 11 },
  { call: 'beacon', ...BOTH, leaves: 'now', requests: 11 },
  { call: 'img', ...BOTH, leaves: 'now', requests: 11 },
  { call: 'waiting', sendoff: 'sendoff.html', leaves: 'at the exit', requests: 11 },
  { call: 'push', sendoff: 'queue.html', leaves: 'at the exit', requests: 1 },
];
