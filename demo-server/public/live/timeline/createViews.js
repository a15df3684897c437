import { readTimes } from './readTimes.js';

/** How many page views are kept, the latest. */
const VIEWS = 500;
/** How far below a view's highest number its triggers are kept. */
const WINDOW = 100;
/** How many arrivals of one trigger are kept. */
const ARRIVALS = 20;

/**
 * Whether a path is that of a script that works after it has been called, and so has an end.
 *
 * @param {string} path
 */
export const isSlow = path => path.startsWith('/scripts/') && path !== '/scripts/flaky';

/**
 * @typedef {object} Arrival one request of a trigger; times in milliseconds since 1970
 * @property {number} request
 * @property {string} stamp the time as the log has it
 * @property {number} time
 * @property {boolean} slow whether it started a slow script
 * @property {number} [gone] when its client left
 * @property {number} [ended] when its script ended
 * @property {string} [end] how
 *
 * @typedef {object} Trigger
 * @property {number} n
 * @property {string} [via] unknown for one that has not arrived and that no later trigger lists
 * @property {string} [when]
 * @property {number} [called] by the page's clock, in milliseconds since its start
 * @property {number} [left]
 * @property {Arrival[]} arrivals none: it is lost, or on its way; more than one: duplicates
 *
 * @typedef {object} View
 * @property {string} page
 * @property {string} [path] where it was, by its referrer
 * @property {number} [start] by the page's clock, in milliseconds since 1970
 * @property {number} [load] in milliseconds since its start
 * @property {number} highest
 * @property {Map<number, Trigger>} triggers
 * @property {number} version goes up with each change
 */

/** Groups the log's entries into page views: what each has sent, and what is missing. */
export function createViews() {
  /** @type {Map<string, View>} */
  const views = new Map();

  const viewOf = page => {
    const view = views.get(page) ?? { page, highest: 0, triggers: new Map(), version: 0 };
    views.set(page, view);
    if (views.size > VIEWS) views.delete(views.keys().next().value);
    return view;
  };

  return {
    /** @param {any} entry */
    add(entry) {
      if (entry.tag === undefined) return;
      if (entry.event === 'received') receive(viewOf(entry.tag.page), entry);
      else if (entry.event === 'gone' || entry.event === 'finished') {
        follow(views.get(entry.tag.page), entry);
      }
    },
    /** The latest first. */
    list: () => [...views.values()].reverse(),
  };
}

function receive(view, entry) {
  const { tag, request } = entry;
  const trigger = triggerOf(view, tag.n);
  // After a lost connection the log is read again.
  if (trigger === undefined || trigger.arrivals.some(known => isSame(known, entry))) return;
  const { via, when } = tag;
  Object.assign(trigger, { via, when });
  if (trigger.arrivals.length < ARRIVALS) {
    const slow = isSlow(entry.path);
    trigger.arrivals.push({ request, stamp: entry.time, time: Date.parse(entry.time), slow });
  }
  addTimes(view, trigger, entry);
  view.version += 1;
}

/** Adds the times that the page has sent. */
function addTimes(view, trigger, entry) {
  view.path ??= pathOf(entry.referer);
  const times = readTimes(entry);
  if (times === undefined) return;
  view.start ??= times.start;
  view.load ??= times.load;
  trigger.called ??= times.called;
  trigger.left ??= times.left;
  for (const { n, ...earlier } of times.before) {
    // A trigger lists only those before it, whatever else it claims.
    const known = n < trigger.n ? triggerOf(view, n) : undefined;
    if (known !== undefined) view.triggers.set(n, { ...earlier, ...known });
  }
}

function follow(view, entry) {
  const arrivals = view?.triggers.get(entry.tag.n)?.arrivals ?? [];
  const arrival = arrivals.findLast(({ request }) => request === entry.request);
  if (arrival === undefined) return;
  const time = Date.parse(entry.time);
  const { end = 'completed' } = entry;
  Object.assign(arrival, entry.event === 'gone' ? { gone: time } : { ended: time, end });
  view.version += 1;
}

/** A trigger of a view. Those with lower numbers are added too, and the oldest dropped. */
function triggerOf(view, n) {
  const first = Math.max(view.highest + 1, n - WINDOW + 1);
  for (let next = first; next <= n; next += 1) view.triggers.set(next, { n: next, arrivals: [] });
  view.highest = Math.max(view.highest, n);
  for (const old of view.triggers.keys()) {
    if (old <= view.highest - WINDOW) view.triggers.delete(old);
  }
  return view.triggers.get(n);
}

function isSame({ request, stamp }, entry) {
  return request === entry.request && stamp === entry.time;
}

function pathOf(referer) {
  return referer !== undefined && URL.canParse(referer) ? new URL(referer).pathname : undefined;
}
