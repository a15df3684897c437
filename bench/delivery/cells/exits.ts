export interface Exit {
  /** What the tables call it. */
  title: string;
  /** What is gone afterwards; what is left of the browser goes on with what it was handed. */
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
}

/** The ways of leaving a page. Tabs and windows are closed as a person closes them. */
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
  },
} as const satisfies Record<string, Exit>;

export type ExitName = keyof typeof exits;
