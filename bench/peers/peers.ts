import { readFileSync } from 'node:fs';

/** What is measured: sendoff, its peers, and the browser's own APIs as the limit of what can be had. */
export interface Peer {
  /** What the tables call it: the package's name, where it is one. */
  title: string;
  kind: 'sendoff' | 'peer' | 'bare';
  /** What it can send by, some of it by an option. */
  transports: readonly Transport[];
  /** What a call ends in while the page lives: its cost is shown beside that API's. */
  endsIn: 'fetch' | 'beacon' | 'xhr';
  /** What its own pages promise about an event's delivery. */
  promise: string;
  /** What it has that sendoff has not. */
  has: string;
  /** The file of the build that a script tag loads: the set-up uses its global. */
  tag?: string;
  /** Why no page can load it: such a peer is weighed, and no more. */
  worker?: string;
}

type Transport = 'fetch' | 'keepalive fetch' | 'beacon' | 'xhr' | 'img' | 'fetchLater';

/** By the name of its set-up, `setups/NAME.js`, which exports `boot(url)` and `send(event)`. */
export const PEERS = {
  sendoff: {
    title: 'sendoff',
    kind: 'sendoff',
    transports: ['keepalive fetch', 'beacon', 'img', 'fetchLater'],
    endsIn: 'fetch',
    promise: 'Leaves at the page’s exit at the latest, also while the page loads; sent once.',
    has: '',
  },
  'sendoff-lean': {
    title: 'sendoff/lean',
    kind: 'sendoff',
    transports: ['keepalive fetch', 'beacon'],
    endsIn: 'fetch',
    promise: 'The same moments by fewer transports.',
    has: '',
  },
  'sendoff-queue': {
    title: 'sendoff/queue',
    kind: 'sendoff',
    transports: ['keepalive fetch', 'beacon', 'img', 'fetchLater'],
    endsIn: 'fetch',
    promise: 'Many events, few requests; what waits leaves at the exit.',
    has: '',
  },
  'sendoff-outbox': {
    title: 'sendoff/outbox',
    kind: 'sendoff',
    transports: ['keepalive fetch', 'beacon', 'img', 'fetchLater'],
    endsIn: 'fetch',
    promise: 'At least once: kept on the device until an answer says that it is done.',
    has: '',
  },
  'sendoff-tag': {
    title: 'dist/sendoff.js',
    kind: 'sendoff',
    transports: ['keepalive fetch', 'beacon', 'img', 'fetchLater'],
    endsIn: 'fetch',
    promise: 'As sendoff.',
    has: '',
    tag: 'sendoff.js',
  },
  plausible: {
    title: '@plausible-analytics/tracker',
    kind: 'peer',
    transports: ['keepalive fetch'],
    endsIn: 'fetch',
    promise: 'None.',
    has: 'page views, engagement time, clicks on links and downloads, a dashboard',
  },
  'plausible-tracker': {
    title: 'plausible-tracker',
    kind: 'peer',
    transports: ['xhr'],
    endsIn: 'xhr',
    promise: 'None.',
    has: 'page views, clicks on links, a dashboard',
  },
  snowplow: {
    title: '@snowplow/browser-tracker',
    kind: 'peer',
    transports: ['fetch', 'keepalive fetch'],
    endsIn: 'fetch',
    promise: 'Events that were not sent wait in localStorage, and are tried again.',
    has: 'schemas for events, sessions, page pings, plugins, a pipeline',
  },
  posthog: {
    title: 'posthog-js',
    kind: 'peer',
    transports: ['fetch', 'xhr', 'beacon'],
    endsIn: 'fetch',
    promise:
      'Batched; what waits leaves by beacon when the page is left; failed requests are tried again.',
    has: 'autocapture, feature flags, session replay, surveys, experiments, a product',
  },
  segment: {
    title: '@segment/analytics-next',
    kind: 'peer',
    transports: ['fetch', 'keepalive fetch'],
    endsIn: 'fetch',
    promise: 'Events wait in localStorage while the page is offline, and are tried again.',
    has: 'identities, plugins, hundreds of destinations',
  },
  sentry: {
    title: '@sentry/browser',
    kind: 'peer',
    transports: ['keepalive fetch'],
    endsIn: 'fetch',
    promise: 'Keepalive below the quota; offline storage as an option.',
    has: 'errors with stack traces and breadcrumbs, tracing, sessions, source maps, a product',
  },
  faro: {
    title: '@grafana/faro-web-sdk',
    kind: 'peer',
    transports: ['fetch', 'keepalive fetch'],
    endsIn: 'fetch',
    promise: 'Batched; what waits is flushed when the page is hidden.',
    has: 'errors, logs, Web Vitals, sessions, traces, dashboards',
  },
  datadog: {
    title: '@datadog/browser-logs',
    kind: 'peer',
    transports: ['fetch', 'keepalive fetch', 'beacon'],
    endsIn: 'fetch',
    promise:
      'Batched; what waits leaves by beacon when the page is left; tried again while the page lives.',
    has: 'log levels, errors, sessions, sampling, back-pressure, a product',
  },
  amplitude: {
    title: '@amplitude/analytics-browser',
    kind: 'peer',
    transports: ['fetch', 'beacon', 'xhr'],
    endsIn: 'fetch',
    promise: 'Events wait in localStorage until an answer came, and are tried at the next start.',
    has: 'identities, sessions, autocapture, attribution, remote configuration, a product',
  },
  mixpanel: {
    title: 'mixpanel-browser',
    kind: 'peer',
    transports: ['xhr', 'fetch', 'beacon'],
    endsIn: 'xhr',
    promise:
      'Batched in localStorage; flushed by beacon at the exit; tried again at the next start.',
    has: 'identities, autocapture, session replay, feature flags, a product',
  },
  'beacon-transporter': {
    title: 'beacon-transporter',
    kind: 'peer',
    transports: ['keepalive fetch', 'fetch', 'beacon', 'xhr'],
    endsIn: 'fetch',
    promise: 'Persistent retry: what an answer refused waits in IndexedDB.',
    has: 'gzip',
  },
  'web-vitals': {
    title: 'web-vitals, its recipe',
    kind: 'peer',
    transports: ['beacon'],
    endsIn: 'beacon',
    promise: 'One beacon for all reports, when the page is hidden.',
    has: 'the Web Vitals themselves (`sendoff/vitals` reports them)',
  },
  workbox: {
    title: 'workbox-background-sync',
    kind: 'peer',
    transports: ['fetch'],
    endsIn: 'fetch',
    promise:
      'A request that the network does not take is sent again, also when the page is gone (Background Sync).',
    has: 'works for every request of a page, unchanged; the rest of Workbox',
    worker: 'runs in a service worker, on what a page sends by itself',
  },
  'bare-fetch': {
    title: 'keepalive fetch',
    kind: 'bare',
    transports: ['keepalive fetch'],
    endsIn: 'fetch',
    promise: '',
    has: '',
  },
  'bare-beacon': {
    title: 'sendBeacon',
    kind: 'bare',
    transports: ['beacon'],
    endsIn: 'beacon',
    promise: '',
    has: '',
  },
  'bare-xhr': {
    title: 'XMLHttpRequest',
    kind: 'bare',
    transports: ['xhr'],
    endsIn: 'xhr',
    promise: '',
    has: '',
  },
} as const satisfies Record<string, Peer>;

export type PeerName = keyof typeof PEERS;

export const NAMES = Object.keys(PEERS) as PeerName[];

/** Those that a page can load. */
export const IN_A_PAGE = NAMES.filter(name => !(PEERS[name] as Peer).worker);

/** A peer's version, as it is installed here; nothing where it is no package. */
export function versionOf(name: PeerName): string | undefined {
  const { kind, title }: Peer = PEERS[name];
  if (kind !== 'peer') return undefined;
  const [id] = title.split(',');
  const file = new URL(`node_modules/${id}/package.json`, import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
