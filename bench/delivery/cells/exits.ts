export interface Exit {
  /** What the tables call it. */
  title: string;
  /** What is gone afterwards, if the page is left at all; what is left of the browser goes on with what it was handed. */
  ends: 'document' | 'tab' | 'browser';
  /** Whether the load event has fired when the page is left. */
  loaded: boolean;
  /**
   * When a subject that sends at once is asked for: in the click that leaves, in a task right before
   * the visitor leaves, or while the page loads: where they leave at once, and where the end comes
   * from nothing that the page or the visitor does. That finds the page at rest, with nothing on its
   * way, since it shows what waits.
   */
  asked: 'in the click' | 'right before' | 'while it loads';
  /** How often the page's triggers are made, where that is not once. */
  times?: number;
  /** What seems to be an exit comes first, and is none: what leaves then has left too early, and is not counted. */
  feint?: 'no-content' | 'mail';
  /** The page is a popup: of which site the page is that has opened it. */
  opener?: 'same-site' | 'cross-site';
  /** It comes from outside the tab, by what befalls the browser: nothing in the page, and no driver of it, can do it. */
  outside?: true;
}

/**
 * The ways of leaving a page. Tabs and windows are closed as a person closes them. Of a page in a frame
 * it is the top page that is left, where nothing else is said.
 */
export const exits = {
  link: {
    title: 'a link to a page of the same site',
    ends: 'document',
    loaded: true,
    asked: 'in the click',
  },
  'cross-site': {
    title: 'a link to another site',
    ends: 'document',
    loaded: true,
    asked: 'in the click',
  },
  location: {
    title: '`location =` in a click handler',
    ends: 'document',
    loaded: true,
    asked: 'in the click',
  },
  back: { title: 'the back button', ends: 'document', loaded: true, asked: 'right before' },
  reload: { title: 'the page is reloaded', ends: 'document', loaded: true, asked: 'right before' },
  close: { title: 'the tab is closed', ends: 'tab', loaded: true, asked: 'right before' },
  'close-loading': {
    title: 'the tab is closed while the page loads',
    ends: 'tab',
    loaded: false,
    asked: 'while it loads',
  },
  crash: {
    title: "the page's process crashes",
    ends: 'tab',
    loaded: true,
    asked: 'while it loads',
  },
  kill: {
    title: 'the browser is killed (SIGKILL)',
    ends: 'browser',
    loaded: true,
    asked: 'while it loads',
    outside: true,
  },
  stay: {
    title: 'a link, when the page has seen what came of its requests',
    ends: 'document',
    loaded: true,
    asked: 'right before',
  },
  'link-loading': {
    title: 'a link, while the page loads',
    ends: 'document',
    loaded: false,
    asked: 'while it loads',
  },
  'frame-link': {
    title: "a link in the frame, to another page of the frame's site",
    ends: 'document',
    loaded: true,
    asked: 'in the click',
  },
  remove: {
    title: 'the frame is removed; another of its site stays',
    ends: 'document',
    loaded: true,
    asked: 'while it loads',
  },
  'remove-loading': {
    title: 'the frame is removed while it loads',
    ends: 'document',
    loaded: false,
    asked: 'while it loads',
  },
  replace: {
    title: '`location.replace()` in a click handler',
    ends: 'document',
    loaded: true,
    asked: 'in the click',
  },
  form: { title: 'a form is sent by POST', ends: 'document', loaded: true, asked: 'in the click' },
  refresh: {
    title: 'a `<meta http-equiv="refresh">` that a click adds',
    ends: 'document',
    loaded: true,
    asked: 'in the click',
  },
  popup: {
    title: 'the page is a popup, and closes itself',
    ends: 'document',
    loaded: true,
    asked: 'in the click',
    opener: 'same-site',
  },
  'opener-closes': {
    title: 'the page is a popup, and the page that has opened it, of another site, closes it',
    ends: 'document',
    loaded: true,
    asked: 'while it loads',
    opener: 'cross-site',
  },
  'no-content': {
    title: 'a link that is answered with 204; then the tab is closed',
    ends: 'tab',
    loaded: true,
    asked: 'while it loads',
    feint: 'no-content',
  },
  mail: {
    title: 'a `mailto:` link; then the tab is closed',
    ends: 'tab',
    loaded: true,
    asked: 'while it loads',
    feint: 'mail',
  },
  'no-content-loading': {
    title: 'the same 204 while the page loads; then the tab is closed',
    ends: 'tab',
    loaded: false,
    asked: 'while it loads',
    feint: 'no-content',
  },
  'mail-loading': {
    title: 'the same `mailto:` while the page loads; then the tab is closed',
    ends: 'tab',
    loaded: false,
    asked: 'while it loads',
    feint: 'mail',
  },
  'frozen-close': {
    title: 'the tab is hidden, frozen, and closed',
    ends: 'tab',
    loaded: true,
    asked: 'while it loads',
  },
  'frozen-crash': {
    title: 'the tab is hidden and frozen, and its process crashes',
    ends: 'tab',
    loaded: true,
    asked: 'while it loads',
  },
  'cached-close': {
    title: 'a link; the tab is closed while the page is in the back/forward cache',
    ends: 'tab',
    loaded: true,
    asked: 'while it loads',
  },
  'cached-link': {
    title: 'a link, the back button, new triggers, and the link again',
    times: 2,
    ends: 'tab',
    loaded: true,
    asked: 'while it loads',
  },
  discard: {
    title:
      'another tab is opened in front, and the browser discards this one, as for want of memory',
    ends: 'tab',
    loaded: true,
    asked: 'while it loads',
    outside: true,
  },
  'last-window': {
    title: "the browser's only window is closed, at which the browser ends",
    ends: 'browser',
    loaded: true,
    asked: 'while it loads',
    outside: true,
  },
  terminate: {
    title: 'the browser is asked to end (SIGTERM), as where the computer is shut down',
    ends: 'browser',
    loaded: true,
    asked: 'while it loads',
    outside: true,
  },
} as const satisfies Record<string, Exit>;

export type ExitName = keyof typeof exits;

/** Those that come from outside the tab. */
export type OutsideExit = {
  [Name in ExitName]: (typeof exits)[Name] extends { outside: true } ? Name : never;
}[ExitName];

/** Where one exit of a batch is, all are. */
export const isOutside = (exit: ExitName): exit is OutsideExit => 'outside' in exits[exit];

export type InsideExit = Exclude<ExitName, OutsideExit>;
