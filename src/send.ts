import { blockedBy, track, untrack } from './csp.ts';
import { hold } from './limits.ts';
import { isFirefox, look, orExit, page, pause, performance, theDocument } from './page.ts';
import {
  type Answer,
  isElement,
  type PlannedRequest,
  type Refusal,
  type Transport,
} from './request.ts';
import { beacon } from './transports/beacon.ts';
import { img, script } from './transports/element.ts';
import { fetch } from './transports/fetch.ts';
import { fetchLater } from './transports/fetchLater.ts';
import type { Carrier } from './types.ts';

const transports: Record<Carrier, Transport> = { fetch, beacon, img, script, fetchLater };

/** In ms. Firefox reports a violation within some 10 ms, and then what it has timed. */
const GRACE = 50;

/** How often it is waited for: a starved Firefox needs much longer. */
const PATIENCE = 20;

/** Elements that queue a task each when they are toggled, which costs Chromium a quarter of making one. */
const togglers: HTMLElement[] = [];

/**
 * A task of the browser that runs after a refusal by the browser itself (quota, policy, too many
 * requests), and before anything that a network can say. It is queued by an element that nobody sees:
 * engines run timers and messages in another order. It is asked for in the task that sends: WebKit may
 * run microtasks in a later one.
 */
const nextTask = () =>
  new Promise(resolve => {
    const details = togglers.pop() ?? look('createElement').call(theDocument(), 'details');
    details.ontoggle = () => resolve(togglers.push(details));
    details.toggleAttribute('open');
  });

/** More of them than a refusal takes on its way here. */
const microtasks = async () => {
  for (let n = 0; n < 50; n++) await undefined;
};

/** The answer, or that it has not come in time. */
const inTime = (sent: Answer | Promise<Answer | Refusal>, ms: number) =>
  new Promise<Answer | Refusal>((resolve, reject) => {
    const timer = setTimeout(resolve, ms, { outcome: 'queued' });
    const end = () => clearTimeout(timer);
    Promise.resolve(sent).then(resolve, reject).then(end);
  });

/** What is known in the end of a request that a transport has taken. */
const settle = async (
  planned: PlannedRequest,
  sent: Answer | Promise<Answer | Refusal>,
  exiting: boolean,
  at: number,
): Promise<Answer | Refusal> => {
  if (!globalThis.document) return sent;
  const { carrier, url } = planned;
  // First all that leaves at this exit: the browser may end the page in the middle of it.
  if (page.exiting) await undefined;
  const tracked = track(planned);
  // The policy looks at an image's request in a microtask: there the task comes after that.
  if (carrier === 'img') await undefined;
  // Firefox refuses a fetch in a microtask, and a beacon at once.
  const task = (isFirefox && !isElement(carrier) ? microtasks() : nextTask()).then(() => {
    tracked.early = false;
  });
  const found = await sent;
  const { outcome, reason } = found as Answer;
  const failed = outcome === 'failed';
  const isEarly = failed && tracked.early;
  const isDoubtful = failed && !isEarly && isFirefox;
  const violationReported = async () => {
    for (let waitsLeft = PATIENCE; waitsLeft; waitsLeft--) {
      // Once it has come one wait more: what Firefox has timed comes after it.
      if (tracked.directive) waitsLeft = 1;
      await pause(GRACE);
    }
  };
  // Of what the browser has taken the page may still hear, if it has only been hidden.
  if (!failed || !exiting) {
    if (isDoubtful) await orExit(violationReported());
    else if (outcome !== 'acknowledged' && !tracked.directive) await orExit(task);
    // While a page paints first, Chromium puts an answer before that task, and what it says of it after.
    if (isEarly && !tracked.directive) await orExit(nextTask());
  }
  // (A fetch that is stopped fails.)
  const isProvenSent = outcome === 'acknowledged' || (carrier === 'fetch' && !failed);
  const directive = untrack(tracked, isProvenSent);
  // At an exit Firefox's timing may never come, so a late violation proves nothing: it stays `failed`, and no
  // second copy is sent.
  if (directive && !(isDoubtful && page.exiting)) return { result: 'blocked', reason: directive };
  // What the browser has timed since then has left.
  return isEarly &&
    !tracked.hasLeft &&
    performance.getEntriesByName(url).every(({ startTime }) => startTime < at)
    ? { result: 'refused', reason }
    : found;
};

/**
 * Sends one request, in the same task.
 *
 * @returns a refusal where that is known at once, else what is known in the end
 */
export const send = (
  request: PlannedRequest,
  exiting: boolean,
  timeout = Infinity,
): Refusal | Promise<Answer | Refusal> => {
  const directive = blockedBy(request);
  if (directive) return { result: 'blocked', reason: directive };
  const release = hold(request);
  const at = performance.now();
  let sent: ReturnType<Transport>;
  try {
    sent = transports[request.carrier](request, release);
  } catch (error) {
    sent = { result: 'error', reason: `${error}` };
  }
  if ('result' in sent) {
    release();
    return sent;
  }
  // A timer can wait no longer than this.
  return settle(request, timeout < 2 ** 31 ? inTime(sent, timeout) : sent, exiting, at);
};
