import type { AddressInfo } from 'node:net';

/** The name by which a server can reach itself: one that listens everywhere does so by loopback. */
export function ownHost({ address, family }: AddressInfo): string {
  if (address === '0.0.0.0') return '127.0.0.1';
  if (address === '::') return '[::1]';
  return family === 'IPv6' ? `[${address}]` : address;
}
