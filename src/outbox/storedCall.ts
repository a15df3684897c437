import { byteLength, read } from '../encode.ts';
import { pageId } from '../id.ts';
import { exitMoment } from '../page.ts';
import { type Departure, plan } from '../plan.ts';
import type { PlannedRequest } from '../request.ts';
import type { Via } from '../types.ts';
import { type Box, settle } from './box.ts';
import { type Item, pack, VERSION } from './item.ts';
import type { Verdict } from './verdict.ts';

/** What a call would send, as far as it is known before it leaves. */
export type Draft = Pick<Departure, 'url' | 'id' | 'when'> & {
  vias: readonly Via[];
  options: Departure['options'];
};

/** What is stored of one call: beside its first attempt, and while it waits for its moment. */
export interface StoredCall {
  /** Stores it as it is now, in place of what was stored before; nothing where nothing could carry it. */
  write(draft: Draft): void;
  /**
   * Ends the attempt.
   *
   * @param hold until when the server wants to be left alone
   * @param reported how many dropped ones the attempt has told of
   * @returns whether it waits on this device
   */
  settle(verdict: Verdict, hold: number, reported?: number): Promise<boolean>;
  hasItem(): boolean;
}

/** Numbers what has no tag. */
let untagged = 0;

export const createStoredCall = (box: Box): StoredCall => {
  const { store, mirror, busy, unwritten, bounds } = box;
  let kept: Item | undefined;
  let isStored: Promise<boolean> | undefined;

  return {
    write(draft) {
      let item: Item;
      try {
        const now = { ...draft, data: read(draft.options.data) };
        const request = draft.vias
          .map(via => plan({ via, carrier: 'fetch', keepalive: false }, now))
          .find(planned => 'carrier' in planned) as PlannedRequest;
        item = {
          ...pack(request),
          version: VERSION,
          id: kept?.id ?? (draft.id || `${pageId()}-${++untagged}`),
          created: Date.now(),
          tries: 0,
          doubted: 0,
          hold: 0,
          since: Date.now(),
          owner: pageId(),
          bytes: request.url.length + byteLength(request.body as BodyInit),
        };
      } catch {
        // Why nothing can carry it, the attempt itself says.
        return;
      }
      if (item.bytes > bounds.maxBytes) return;
      if (kept) unwritten.delete(kept);
      kept = item;
      busy.add(item.id);
      unwritten.add(item);
      if (exitMoment()) mirror.write(item);
      isStored = store.write(item).then(
        () => {
          if (unwritten.delete(item)) mirror.remove(item.id);
          return true;
        },
        () => unwritten.delete(item) && mirror.write(item),
      );
    },
    async settle(verdict, hold, reported) {
      const isKept = await isStored;
      if (!kept) return false;
      const waits =
        isKept &&
        // A database that fails now has it still.
        (await settle(box, kept, verdict, hold, reported).catch(() => verdict !== 'accepted'));
      busy.delete(kept.id);
      return waits as boolean;
    },
    hasItem: () => !!kept,
  };
};
