/**
 * What happens to the page:
 *
 * - `leaving`: it is about to be left, though a visitor may stay, or a navigation come to nothing;
 * - `exit`: it is left;
 * - `hidden`: it may be on its way out, without another task;
 * - `return`: it has come back from the back/forward cache;
 * - `change`: it has loaded, is shown, is activated.
 */
export type PageEvent = 'leaving' | 'exit' | 'hidden' | 'return' | 'change';

/** What is known of the page beyond what the document says. */
export const page = {
  /** Whether it is being left: no later task can be relied on. */
  left: false,
};

/**
 * A property of the document, past the elements that shadow it: `<img name="hidden">` is
 * `document.hidden`.
 */
export const look = <Name extends keyof Document>(name: Name): Document[Name] =>
  Reflect.get(Document.prototype, name, document);

/** The exit at which what leaves now leaves, if it is one: a hidden page may be on its way out. */
export const exitMoment = (): 'pagehide' | 'hidden' | undefined => {
  if (page.left) return 'pagehide';
  return globalThis.document && look('hidden') ? 'hidden' : undefined;
};

export const isFirefox = (): boolean => 'mozInnerScreenX' in globalThis;

const watchers = new Set<(event: PageEvent) => void>();

const leave = (event: PageEvent): PageEvent => {
  page.left = true;
  // Where another task runs, the page is still there: not every beforeunload is an exit.
  setTimeout(() => {
    page.left = false;
  });
  return event;
};

/** What an event of the browser means, none where a later one says more. */
const meaning = ({ type, persisted }: PageTransitionEvent): PageEvent | undefined => {
  const hidden = look('hidden');
  if (type === 'beforeunload') return leave('leaving');
  if (type === 'pagehide') return leave('exit');
  if (type === 'pageshow') page.left = false;
  if (type === 'visibilitychange' && hidden)
    // Firefox hides a tab that is closed before it says pagehide, while the tab has the focus still;
    // what is sent a millisecond later is lost. WebKit's minimised window has the focus, too.
    return page.left || (isFirefox() && look('hasFocus').call(document))
      ? leave('leaving')
      : 'hidden';
  return persisted ? 'return' : 'change';
};

const handle = (event: Event): void => {
  // Nobody has seen the page yet.
  if (look('prerendering')) return;
  const means = meaning(event as PageTransitionEvent);
  if (means) for (const watcher of watchers) watcher(means);
  if (event.type === 'load') removeEventListener('beforeunload', handle, true);
};

/** Capturing, so that no page's own handler is before it. To listen twice is to listen once. */
const listen = (): void => {
  for (const type of ['pagehide', 'visibilitychange', 'pageshow', 'load', 'prerenderingchange'])
    addEventListener(type, handle, true);
  // Until the load event, WebKit closes a tab without pagehide and visibilitychange, Chromium without
  // pagehide. After it this listener is of no use, and is gone.
  if (look('readyState') !== 'complete') addEventListener('beforeunload', handle, true);
};

let listening = false;

/**
 * Calls `watcher` at each event of the page, until the function that is returned is called.
 *
 * The page's listeners are one set, however many watch, and stay: zone.js before 0.14.3 takes all of
 * an event's listeners away with the first.
 */
export const watch = (watcher: (event: PageEvent) => void): (() => void) => {
  if (!listening && globalThis.document) {
    listening = true;
    listen();
    // `document.open` takes away every listener of the page, and its children with them.
    new MutationObserver(listen).observe(document, { childList: true });
    // The first call may come from the page's own exit handler, after a pagehide that nobody heard.
    const type = globalThis.event?.type;
    if (
      type === 'beforeunload' ||
      type === 'pagehide' ||
      (type === 'visibilitychange' && look('hidden'))
    )
      leave('leaving');
  }
  watchers.add(watcher);
  return () => watchers.delete(watcher);
};
