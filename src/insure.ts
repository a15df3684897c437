import { blockedBy } from './csp.ts';
import { exitMoment, soon, watch } from './page.ts';
import type { PlannedRequest } from './request.ts';
import type { Receipt } from './types.ts';

/** In ms: how old what a crash leaves behind may be. */
const MOST_AGE = 10_000;

/** How many one task arms. Chromium takes 0.2 ms for each, and visitors notice a task of 50. */
const SLICE = 50;

/** What arms each copy that is not there yet, and each that may be another later. */
const unarmed = new Set<() => void>();
const changing = new Set<() => void>();
let refreshTimer: unknown;

const armSome = () => {
  let left = SLICE;
  for (const arm of unarmed) {
    unarmed.delete(arm);
    arm();
    if (!--left) break;
  }
  if (unarmed.size) armSoon();
};

const armSoon = soon(armSome);

const refresh = () => {
  for (const arm of changing) unarmed.add(arm);
  armSome();
  clearTimeout(refreshTimer as number);
  refreshTimer = changing.size && setTimeout(refresh, MOST_AGE);
};

/** A page that exits has no need of it: each copy would hold up what still has to leave. */
const refreshIfHidden = () => exitMoment() === 'hidden' && refresh();

/**
 * Crash insurance: what a waiting trigger would send is left with the browser, which sends it if the
 * page dies without another word. Where the browser has no such thing, or does not want to, nothing
 * is seen of it. Armed in later tasks, 50 in each; what may change is armed again every 10 s, and as the page
 * is hidden.
 *
 * @param plan what the trigger would send now, if anything can carry it
 * @param changes whether that may be another later
 * @returns what disarms it, and gives what the receipt says if the browser has sent
 * @see https://fetch.spec.whatwg.org/#deferred-fetch
 */
export const insure = (
  plan: () => PlannedRequest | undefined,
  changes: boolean,
): (() => Omit<Receipt, 'id' | 'when'> | false | undefined) => {
  let control: AbortController | undefined;
  let copy: FetchLaterResult | undefined;
  let url: string;

  const arm = () => {
    try {
      const request = plan();
      if (!request || copy?.activated || blockedBy(request)) return;
      control?.abort();
      control = new AbortController();
      url = request.url;
      copy = globalThis.fetchLater?.(url, { ...request, signal: control.signal });
    } catch {
      // What cannot be read now may be when the trigger leaves; and the copy from before is still good.
      // Or there is no room for it; for a smaller one there may be.
    }
  };

  if (globalThis.fetchLater) {
    unarmed.add(arm);
    armSoon();
    if (changes) {
      changing.add(arm);
      // To watch twice is to watch once.
      watch(refreshIfHidden);
      refreshTimer ||= setTimeout(refresh, MOST_AGE);
    }
  }
  return () => {
    unarmed.delete(arm);
    changing.delete(arm);
    control?.abort();
    const via = 'fetchLater';
    return copy?.activated && { url, attempts: [{ via, result: 'sent' }], outcome: 'queued', via };
  };
};
