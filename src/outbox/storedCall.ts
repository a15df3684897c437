import { byteLength, read } from '../encode.ts';
import { pageId } from '../id.ts';
import { exitMoment } from '../page.ts';
import { plan } from '../plan.ts';
import type { Call, PlannedRequest } from '../request.ts';
import { applyEnding, type Box, type Ending } from './box.ts';
import { type Item, pack, VERSION } from './item.ts';

/** What is stored of one call: beside its first attempt, and while it waits for its moment. */
export interface StoredCall {
  /** Stores it as it is now, in place of what was stored before; nothing where nothing could carry it. */
  write(call: Call): void;
  /**
   * Ends the attempt.
   *
   * @returns whether it waits on this device
   */
  end(ending: Ending): Promise<boolean>;
  hasItem(): boolean;
}

/** Numbers what has no tag. */
let untagged = 0;

export const createStoredCall = (box: Box): StoredCall => {
  const { store, mirror, busy, unwritten, bounds } = box;
  let kept: Item | undefined;
  let isStored: Promise<boolean> | undefined;

  return {
    write(call) {
      let item: Item;
      try {
        const departure = { ...call, data: read(call.options.data) };
        const request = call.vias
          .map(via => plan({ via, carrier: 'fetch', keepalive: false }, departure))
          .find(planned => 'carrier' in planned) as PlannedRequest;
        item = {
          ...pack(request),
          version: VERSION,
          id: kept?.id ?? (call.id || `${pageId()}-${++untagged}`),
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
    async end(ending) {
      const waits =
        (await isStored) &&
        // A database that fails now has it still.
        (await applyEnding(box, kept as Item, ending).catch(() => ending.verdict !== 'done'));
      busy.delete(kept?.id as string);
      return waits as boolean;
    },
    hasItem: () => !!kept,
  };
};
