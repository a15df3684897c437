import { checkOptions, checkUrl } from '../check.ts';
import { deliver } from '../deliver.ts';
import { byteLength, read } from '../encode.ts';
import { id as ids, pageId } from '../id.ts';
import { baseURL, exitMoment, look, watch } from '../page.ts';
import { plan } from '../plan.ts';
import { isElement, type PlannedRequest } from '../request.ts';
import { schedule } from '../schedule.ts';
import type { Receipt, Trigger, TriggerDefaults, When } from '../types.ts';
import { type Box, holdOf, report, settle, verdictOf } from './box.ts';
import { type Item, pack, VERSION } from './item.ts';
import type { Verdict } from './verdict.ts';

/** Numbers what has no tag. */
let untagged = 0;

/**
 * Makes the trigger that keeps what it sends: the first attempt leaves at once, beside the write.
 *
 * @param later called where something waits for a later attempt
 */
export const createKeeper =
  (box: Box, defaults: TriggerDefaults, later: () => void): Trigger =>
  (address, overrides) => {
    const options = { ...defaults, ...overrides };
    const vias = checkOptions(options);
    const url = checkUrl(address, options.base ?? baseURL());
    const { tag = true, when = isElement(vias[0]) ? 'load' : 'now' } = options;
    const { store, mirror, busy, waiting, unwritten } = box;

    return new Promise(resolve => {
      const created = Date.now();
      let id = '';
      let kept: Item | undefined;
      let isKept: Promise<boolean> | undefined;
      let response: Response | undefined;
      const see = (seen: Response) => {
        response = seen;
      };
      const dueAt = (moment: When) => {
        if (tag) id ||= ids.take();
        // Of what must not be read, nothing can be seen.
        const all = options.cors === false ? options : ({ ...options, mode: 'cors', see } as const);
        return { vias, url, options: all, id, when: moment };
      };

      const keep = (due: ReturnType<typeof dueAt>) => {
        let item: Item;
        try {
          const now = { ...due, data: read(due.options.data), leaving: false };
          const request = vias
            .map(via => plan({ via, carrier: 'fetch', keepalive: false }, now))
            .find(planned => 'carrier' in planned) as PlannedRequest;
          item = {
            ...pack(request),
            version: VERSION,
            id: kept?.id ?? (id || `${pageId()}-${++untagged}`),
            created,
            tries: 0,
            doubts: 0,
            hold: 0,
            since: Date.now(),
            owner: pageId(),
            bytes: request.url.length + byteLength(request.body as BodyInit),
          };
        } catch {
          // Why nothing can carry it, the attempt itself says.
          return;
        }
        if (item.bytes > box.bounds.maxBytes) return;
        if (kept) unwritten.delete(kept);
        kept = item;
        busy.add(item.id);
        unwritten.add(item);
        if (exitMoment()) mirror.write(item);
        isKept = store.write(item).then(
          () => {
            if (unwritten.delete(item)) mirror.remove(item.id);
            return true;
          },
          () => unwritten.delete(item) && mirror.write(item),
        );
      };
      /** Whether it waits on this device. */
      const settled = async (verdict: Verdict, dropped?: number) => {
        const isWritten = await isKept;
        if (!kept) return false;
        if (verdict === 'accepted') mirror.remove(kept.id);
        const waits =
          isWritten &&
          // What only the mirror holds stays there.
          (await settle(box, kept, verdict, holdOf(response), dropped).catch(
            () => verdict !== 'accepted',
          ));
        busy.delete(kept.id);
        if (waits) later();
        return waits;
      };

      let isCanceled = false;
      let forget = () => {};
      const end = () => {
        forget();
        waiting.delete(clear);
      };
      const cancel = (reason: unknown) => {
        isCanceled = true;
        end();
        settled('accepted');
        resolve({ id: '', url, when, attempts: [], outcome: 'canceled', reason: String(reason) });
      };
      const loaded = () =>
        new Promise<When>((leave, cancel) => schedule('load', options, { leave, cancel }));

      const clear = () => cancel('cleared');
      waiting.add(clear);
      schedule(when, options, {
        wait() {
          if (isCanceled) return;
          const store = () => {
            // What was prerendered may never have been seen.
            if (!globalThis.document || !look('prerendering')) keep(dueAt(when));
          };
          store();
          // A page that is hidden may hear no more.
          const changes = typeof options.data === 'function';
          forget = watch(() => (!kept || (changes && exitMoment())) && store());
        },
        async leave(moment) {
          if (isCanceled) return;
          end();
          const due = dueAt(moment);
          const { dropped } = box;
          try {
            // Read once: what is kept is what leaves.
            due.options = { ...due.options, data: read(options.data) };
          } catch {}
          const sent = deliver({ ...due, url: report(url, box) }, loaded);
          keep(due);
          let receipt: Receipt;
          try {
            receipt = await sent;
          } catch (reason) {
            cancel(reason);
            return;
          }
          const { outcome, via } = receipt;
          let verdict: Verdict = 'again';
          if (response) verdict = verdictOf(box, response);
          else if (outcome === 'acknowledged') verdict = isElement(via) ? 'accepted' : 'doubt';
          const waits = settled(verdict, dropped);
          if (verdict !== 'accepted' && (await waits)) receipt.outcome = 'stored';
          resolve(receipt);
        },
        cancel(reason) {
          // What has been stored another page may have sent: its number is used up.
          if (!kept) ids.giveBack(id);
          cancel(reason);
        },
      });
    });
  };
