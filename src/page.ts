/** What is known of the page beyond what the document says. */
export const page = {
  /** Whether it exits: no later task can be relied on. */
  exiting: false,
  /** Whether its `pagehide` has fired. */
  pagehide: false,
  /** Called right before the browser gets a request: from then on the trigger that leaves may be sent. */
  onHandover() {},
};

/**
 * Read from `globalThis`, once: a classic script's `const URL` shadows the bare name, and a later `var URL`
 * overwrites the global.
 */
export const { URL, performance, crypto } = globalThis;

let itself: Document | undefined;

/**
 * The document itself. Micro-frontends (qiankun) hand a Proxy of it to their applications, which no
 * getter and no method of the DOM takes.
 */
export const theDocument = (): Document => {
  itself ??= new DocumentFragment().ownerDocument;
  return itself;
};

/**
 * A property of the document, past the elements that shadow it: `<img name="hidden">` is
 * `document.hidden`. (MooTools has a `Document` of its own.)
 */
export const look = <Name extends keyof Document>(name: Name): Document[Name] =>
  Reflect.get(Object.getPrototypeOf(theDocument()), name, theDocument());

/** What `fetch` resolves a relative URL against: the page's, or a worker's own address. A server has none. */
export const baseURL = (): string | Location | undefined =>
  globalThis.document ? look('baseURI') : globalThis.location;

/** Looked up once: what a window lacks, Chromium looks for among its frames and elements. */
export const isFirefox: boolean = 'mozInnerScreenX' in globalThis;

/**
 * Whether a beacon outlives the page's end where a keepalive fetch may not: with its last window Firefox drops
 * fetches, not beacons. Those of a closed tab it loses where a service worker passes them on.
 */
export const isBeaconSafer = (): boolean => isFirefox && !navigator.serviceWorker?.controller;

export const hasLoaded = (): boolean => look('readyState') === 'complete';

/** What a watcher is called with: an event of the browser's, or that the time after load has come. */
type PageEvent = Pick<PageTransitionEvent, 'type'> & Partial<PageTransitionEvent>;

/**
 * Whether the page has come back from the back/forward cache. `pagehide` has `persisted`, too, so the type is
 * compared.
 */
export const isReturn = ({ type, persisted }: PageEvent): boolean | undefined =>
  type === 'pageshow' && persisted;

const watchers = new Set<(event: PageEvent) => unknown>();

const notify = (event: PageEvent) => {
  for (const watcher of watchers) watcher(event);
};

/** What has `act` done in its own task: once, however often it is called before. */
export const soon = (act: () => void): (() => void) => {
  let timer: unknown;
  return () => {
    if (timer) return;
    timer = setTimeout(() => {
      timer = undefined;
      act();
    });
  };
};

/** After load, `load` is reported in its own task, and `idle` when there is time. */
export const notifyAfterLoad: () => void = soon(() => {
  notify({ type: 'load' });
  // Safari has no idle callback.
  const { requestIdleCallback = setTimeout } = globalThis;
  requestIdleCallback(() => notify({ type: 'idle' }), { timeout: 2000 } as never);
});

/**
 * Where another task runs, the page is still there, or has come back: not every beforeunload is an exit.
 */
const resetExit = () => {
  page.exiting = page.pagehide = false;
};

/**
 * Firefox ends the process of a closed tab or of another site's frame: half of what is sent in `pagehide` is
 * lost, nothing of what is sent in `visibilitychange`. That follows the pagehide of a visible page, and
 * precedes it in a closed tab, which still has the focus. (WebKit's minimised window has it, too.)
 */
const isExitInFirefox = () =>
  look('hidden') && (page.pagehide || look('hasFocus').call(theDocument()));

/**
 * Whether a page that still loads hears no more of its end than this: so it is in WebKit. Where the browser
 * holds a copy of what waits, and in Firefox, it is no reason to leave: a link to a download, a 204 or
 * `mailto:` brings it, too, and a real exit brings pagehide.
 */
const isLastWord = (type: unknown) =>
  type === 'beforeunload' && !isFirefox && !globalThis.fetchLater;

const handle = (event: Event): void => {
  const { type } = event;
  // On a return from the back/forward cache, visibilitychange comes before pageshow.
  if (type === 'pageshow' || (type === 'visibilitychange' && !look('hidden'))) resetExit();
  if (type === 'pagehide') page.pagehide = true;
  if (isLastWord(type) || (isFirefox ? isExitInFirefox() : page.pagehide)) page.exiting = true;
  // Any script may dispatch one. (Where the visitor stops loading, or a link does, Chromium is complete without.)
  const isLoaded = type === 'load' && hasLoaded();
  if (isLoaded || type === 'pagehide') untilLoad('removeEventListener');
  if (type !== 'load') notify(event as PageTransitionEvent);
  else if (isLoaded) notifyAfterLoad();
  setTimeout(resetExit);
};

/**
 * Until the load event, WebKit closes a tab without pagehide and visibilitychange, Chromium without
 * pagehide; with this listener it has both. After the load event it is of no use, and is gone.
 */
const untilLoad = (act: 'addEventListener' | 'removeEventListener'): void => {
  look('defaultView')?.[act]('beforeunload', handle, true);
  try {
    // WebKit says nothing at all to a frame that loads when its window is closed. Another site's may not be read.
    top?.[act]('beforeunload', handle, true);
  } catch {}
};

/**
 * Capturing, so that no page's own handler is before it. To listen twice is to listen once. A
 * micro-frontend takes back what its application has put on the `window` that it gave it.
 */
const listen = (): void => {
  const view = look('defaultView');
  for (const type of ['pagehide', 'visibilitychange', 'pageshow', 'load', 'prerenderingchange']) {
    view?.addEventListener(type, handle, true);
    // Firefox stops the script of a page whose process it ends, once, and goes on with the next listener:
    // what was stopped on its way leaves then.
    if (isFirefox) view?.addEventListener(type, handle);
  }
  if (!hasLoaded()) untilLoad('addEventListener');
};

let isListening = false;

/**
 * Calls `watcher` at each event of the page's life, until the function that is returned is called.
 *
 * The page's listeners are one set, however many watch, and stay: zone.js before 0.14.3 takes all of
 * an event's listeners away with the first.
 */
export const watch = (watcher: (event: PageEvent) => unknown): (() => void) => {
  if (!isListening && globalThis.document) {
    // What listens from now on does not hear of the exit at which it has been called.
    if (exitMoment() === 'pagehide') {
      page.exiting = true;
      setTimeout(resetExit);
    }
    isListening = true;
    listen();
    // `document.open` takes away every listener of the page, and its children with them.
    new MutationObserver(listen).observe(theDocument(), { childList: true });
  }
  watchers.add(watcher);
  return () => watchers.delete(watcher);
};

/**
 * `pagehide` if the page is exiting, `hidden` if it is hidden (it may never be seen again), else `undefined`.
 *
 * A page's first call may come from its own handler of an exit event, which nobody has heard here.
 */
export const exitMoment = (): 'pagehide' | 'hidden' | undefined => {
  if (!globalThis.document) return undefined;
  const hidden = look('hidden');
  const event = isListening ? undefined : globalThis.event?.type;
  if (
    page.exiting ||
    event === 'pagehide' ||
    isLastWord(event) ||
    (event === 'visibilitychange' && hidden)
  )
    return 'pagehide';
  return hidden ? 'hidden' : undefined;
};

/** Waits for a task, but not beyond the page's exit: what is to be done then is done at once. */
export const orExit = (task: Promise<unknown>): Promise<void> =>
  new Promise(resolve => {
    const end = () => {
      forget();
      resolve();
    };
    const forget = watch(() => exitMoment() && end());
    task.then(end);
  });

export const pause = (ms: number): Promise<unknown> =>
  new Promise(resolve => setTimeout(resolve, ms));
