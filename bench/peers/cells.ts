import { setTimeout as pause } from 'node:timers/promises';
import type { Tab } from '../../e2e/browsers/engine.ts';
import { PEERS, type Peer, type PeerName } from './peers.ts';

/** One event, then the page is left. */
export interface Cell {
  title: string;
  /** What the page does with its peer while it is parsed. */
  code: (peer: PeerName) => string;
  headers?: Readonly<Record<string, string>>;
  /** Whether the page never finishes loading. */
  holds?: true;
  /** The collector's way: near and open where it has none. */
  way?: 'far' | 'lost';
  leave(tab: Tab): Promise<void>;
}

const AT_ONCE = () => 'peer.boot(collector); peer.send(event);';
const ON_CALL = () => 'peer.boot(collector); window.track = () => { peer.send(event); };';
const track = (tab: Tab) => tab.evaluate(() => (window as never as { track(): void }).track());

export const CELLS = {
  'close-parsing': {
    title: 'sent while the page is parsed, and closed at once',
    code: AT_ONCE,
    holds: true,
    leave: tab => tab.close(),
  },
  'close-loading': {
    title: 'to be sent after the load event, and closed while the page loads',
    code: afterLoad,
    holds: true,
    leave: tab => tab.close(),
  },
  click: {
    title: 'sent in the click on a link that leaves',
    code: ON_CALL,
    leave: tab => tab.follow('#away'),
  },
  'close-30': {
    title: 'sent 30 ms before the tab is closed',
    code: ON_CALL,
    async leave(tab) {
      await track(tab);
      await pause(30);
      await tab.close();
    },
  },
  crash: {
    title: 'sent, then the page’s process crashes',
    code: ON_CALL,
    async leave(tab) {
      await track(tab);
      await tab.crash();
    },
  },
  far: {
    title:
      'sent right before the close, to a collector 150 ms away, to which no connection is open',
    code: ON_CALL,
    way: 'far',
    leave: trackAndClose,
  },
  worker: {
    title: 'sent right before the close, behind a service worker',
    code: ON_CALL,
    leave: trackAndClose,
  },
  policy: {
    title: "sent right before the close, under a policy whose `connect-src` is `'none'`",
    code: ON_CALL,
    headers: {
      'content-security-policy':
        "default-src 'self' 'unsafe-inline' 'unsafe-eval'; connect-src 'none'; img-src *",
    },
    leave: trackAndClose,
  },
  offline: {
    title: 'sent while the collector cannot be reached, closed; the next visit finds it',
    code: ON_CALL,
    way: 'lost',
    async leave(tab) {
      await track(tab);
      await pause(500);
      await tab.close();
    },
  },
} as const satisfies Record<string, Cell>;

/** Sent by the page right before it is closed. */
async function trackAndClose(tab: Tab): Promise<void> {
  await track(tab);
  await tab.close();
}

export type CellName = keyof typeof CELLS;

/** What waits for the load event: sendoff's own moment, else the page's own listener. A queue waits by itself. */
function afterLoad(peer: PeerName): string {
  const { kind }: Peer = PEERS[peer];
  if (peer === 'sendoff-queue') return AT_ONCE();
  if (kind === 'sendoff') return "peer.boot(collector); peer.send(event, { when: 'load' });";
  return "peer.boot(collector); addEventListener('load', () => { peer.send(event); });";
}
