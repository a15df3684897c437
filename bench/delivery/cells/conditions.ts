import type { EngineName } from '../../../setup/locate.ts';
import type { ExitName } from './exits.ts';
import { MOMENTS, type Moment } from './moments.ts';
import { SUBJECTS, type SubjectName } from './subjects.ts';

/** What surrounds the page: a whole way of measuring, in which cells are compared with each other. */
export interface Condition {
  /** Goes on after "a page". */
  title: string;
  subjects: readonly SubjectName[];
  moments: readonly Moment[];
  /** The ways of leaving that make sense there. */
  exits: readonly ExitName[];
  /** The frame that the page is in: of the top page's own site, of another one, or sandboxed. */
  frame?: 'same-origin' | 'cross-site' | 'sandboxed';
  /** What stands before the site that the page is on, and takes its requests. */
  site?: RelayName;
  /** The requests go to another site, and this stands before it, anew for each page. */
  collector?: RelayName;
  /** The service worker that the page is under. */
  worker?: WorkerName;
  /** The network is gone when the page is asked, and back when it is left. */
  offline?: true;
  /** Another window has the focus. */
  unfocused?: true;
  /** What leaves at one moment, instead of one small request. */
  many?: { count: number; bytes: number };
  /** Browsers send again by themselves there: what comes twice breaks no promise. */
  resends?: true;
  /** How long a request may be on its way, in milliseconds, where that is long. */
  underWay?: number;
  /** Why an engine cannot be driven there. */
  cannot?: Readonly<Partial<Record<EngineName, string>>>;
}

/** What may stand between the browser and a site. */
export type RelayName =
  | 'https'
  | 'h2'
  | 'far'
  | 'far-1s'
  | 'far-h2'
  | 'redirect-302'
  | 'redirect-307'
  | 'slow-answer'
  | 'reset-fresh'
  | 'reset-reused'
  | 'goaway'
  | 'down';

/** What a service worker does with the page's requests; a stopped one has to be started for them. */
type WorkerName = 'none' | 'pass' | 'slow' | 'stopped';

const names = <Name extends string>(table: Readonly<Record<Name, unknown>>) =>
  Object.keys(table) as Name[];

/** sendoff as it comes, beside the two APIs that are made for the exit. */
export const COMPARED: readonly SubjectName[] = ['sendoff', 'keepalive', 'beacon'];
const AT_THE_EXIT = ['hidden', 'pagehide'] as const;

const framed = {
  subjects: COMPARED,
  moments: AT_THE_EXIT,
  exits: ['link', 'frame-link', 'remove', 'close'],
} as const;

const secured = {
  subjects: COMPARED,
  moments: ['now', 'load', ...AT_THE_EXIT],
  exits: ['link', 'reload', 'close', 'close-loading'],
} as const;

const distant = {
  subjects: COMPARED,
  moments: ['now', ...AT_THE_EXIT],
  exits: ['link', 'close', 'close-loading'],
} as const;

const worked = distant;

const answered = {
  subjects: COMPARED,
  moments: ['now', ...AT_THE_EXIT],
  exits: ['stay', 'link', 'close'],
} as const;

const lonely = {
  subjects: COMPARED,
  moments: ['load', ...AT_THE_EXIT],
  exits: ['last-window'],
} as const;

const crowded = { subjects: COMPARED, moments: ['hidden'], exits: ['link', 'close'] } as const;

export const conditions = {
  plain: {
    title: 'in its own tab, served from this machine over HTTP/1.1',
    subjects: names(SUBJECTS),
    moments: names(MOMENTS),
    exits: [
      'link',
      'cross-site',
      'location',
      'back',
      'reload',
      'close',
      'close-loading',
      'crash',
      'kill',
    ],
  },
  frame: { ...framed, title: 'in a frame of the same origin', frame: 'same-origin' },
  'frame-cross': { ...framed, title: 'in a frame of another site', frame: 'cross-site' },
  'frame-sandbox': {
    ...framed,
    title: 'in a sandboxed frame, which has no origin: `sandbox="allow-scripts"`',
    frame: 'sandboxed',
  },
  'frame-loading': {
    ...framed,
    title: 'in a frame of the same origin that still loads',
    frame: 'same-origin',
    moments: ['now', 'load', ...AT_THE_EXIT],
    exits: ['link-loading', 'remove-loading', 'close-loading'],
  },
  https: { ...secured, title: 'served over HTTPS, HTTP/1.1', site: 'https' },
  h2: { ...secured, title: 'served over HTTP/2', site: 'h2' },
  far: {
    ...distant,
    title: 'whose collector is another site, 150 ms away each way, to which no connection is open',
    collector: 'far',
  },
  'far-1s': {
    ...distant,
    title: 'whose collector is another site, 1 s away each way, to which no connection is open',
    collector: 'far-1s',
    underWay: 4000,
  },
  'far-h2': {
    ...distant,
    title: 'whose collector is another site, 150 ms away each way, over HTTP/2',
    collector: 'far-h2',
  },
  'worker-none': {
    ...worked,
    title: 'under a service worker that listens to no request',
    worker: 'none',
  },
  'worker-pass': {
    ...worked,
    title: 'under a service worker that answers with `fetch(request)`',
    worker: 'pass',
  },
  'worker-slow': {
    ...worked,
    title: 'under a service worker that answers with `fetch(request)` after 300 ms',
    worker: 'slow',
  },
  'worker-stopped': {
    ...worked,
    title: 'under a service worker that is stopped right before the page is left',
    worker: 'stopped',
    exits: ['link', 'close'],
    cannot: {
      firefox: 'its driver cannot stop a service worker',
      webkit: 'its driver cannot stop a service worker',
    },
  },
  'redirect-302': {
    ...answered,
    title: 'whose collector redirects, 302: what comes there is a GET',
    collector: 'redirect-302',
  },
  'redirect-307': {
    ...answered,
    title: 'whose collector redirects, 307',
    collector: 'redirect-307',
  },
  'slow-answer': {
    ...answered,
    title: 'whose collector answers after 5 s',
    collector: 'slow-answer',
  },
  'reset-fresh': {
    ...answered,
    title: 'whose new connection is cut when the server has read the request',
    collector: 'reset-fresh',
  },
  'reset-reused': {
    ...answered,
    title: 'whose connection was used before, and is cut when the server has read the request',
    site: 'reset-reused',
    resends: true,
  },
  goaway: {
    ...answered,
    title: 'over HTTP/2, whose server ends the connection (GOAWAY) instead of reading the request',
    site: 'goaway',
    cannot: { webkit: 'it does not load a page from such a server' },
  },
  down: { ...answered, title: 'whose collector is down: nothing listens', collector: 'down' },
  offline: {
    subjects: COMPARED,
    title: 'whose network is gone',
    offline: true,
    // Chromium's emulation ends with the page: what leaves at the exit arrives.
    moments: ['now'],
    exits: ['stay'],
    cannot: {
      firefox: 'its driver cannot take it off the network',
      webkit: 'its driver cannot take it off the network',
    },
  },
  'many-30': {
    ...crowded,
    title: 'that sends 30 requests of 1,000 bytes at one exit',
    many: { count: 30, bytes: 1000 },
  },
  'many-10': {
    ...crowded,
    title:
      'that sends 10 requests of 10,000 bytes at one exit: more than the keepalive quota takes',
    many: { count: 10, bytes: 10_000 },
  },
  'many-300': {
    ...crowded,
    title: 'that sends 300 requests of 100 bytes at one exit',
    many: { count: 300, bytes: 100 },
  },
  unfocused: {
    ...distant,
    title: 'in a window that does not have the focus',
    unfocused: true,
    exits: ['link', 'close'],
    cannot: { chromium: 'each of its windows has the focus as long as none is shown' },
  },
  exits: {
    ...distant,
    title: 'left in still other ways',
    exits: ['replace', 'form', 'refresh', 'popup'],
  },
  'popup-closed': {
    subjects: COMPARED,
    moments: AT_THE_EXIT,
    title: 'that is a popup, and is closed by the page that has opened it, of another site',
    exits: ['opener-closes'],
  },
  feints: {
    subjects: COMPARED,
    moments: AT_THE_EXIT,
    title:
      'on which a link leads nowhere before the page is left: what leaves at that does not count',
    exits: ['no-content', 'mail', 'no-content-loading', 'mail-loading'],
    cannot: { webkit: 'its browser leaves for an error page at a `mailto:` link' },
  },
  frozen: {
    subjects: COMPARED,
    moments: ['pagehide'],
    title: 'that the browser has frozen in the background',
    exits: ['frozen-close', 'frozen-crash'],
    cannot: {
      firefox: 'it freezes no pages',
      webkit: 'it freezes no pages',
    },
  },
  discarded: {
    subjects: COMPARED,
    moments: ['load', ...AT_THE_EXIT],
    title: 'that is hidden, and that the browser then discards',
    exits: ['discard'],
    cannot: {
      firefox: 'no driver tells it to discard a page',
      webkit: 'it discards no pages',
    },
  },
  'last-window': { ...lonely, title: "in the browser's only window" },
  'last-window-far': {
    ...lonely,
    title: "in the browser's only window, whose collector is another site, 150 ms away each way",
    collector: 'far',
  },
  terminated: {
    ...lonely,
    title: 'whose browser is asked to end, as where the computer is shut down',
    exits: ['terminate'],
  },
  cached: {
    subjects: COMPARED,
    moments: AT_THE_EXIT,
    title: 'that goes into the back/forward cache',
    exits: ['cached-close', 'cached-link'],
  },
} as const satisfies Record<string, Condition>;

export type ConditionName = keyof typeof conditions;
