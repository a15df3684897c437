import { type Item, inOrder, isUnchanged } from './item.ts';
import type { Store } from './store.ts';

/** What all outboxes of an origin may leave there together, in characters. */
const ROOM = 65_536;

const OWN = 'sendoff ';

/**
 * What the database may not have committed when the page is left is left in `localStorage`, too, which is
 * written at once. It holds text: files, blobs and buffers it cannot hold. Where it is denied, nothing is
 * seen of it.
 */
export interface Mirror {
  /**
   * @param isHeld already: a few characters more may be beyond its room
   * @returns whether there was room, and nothing but text
   */
  write(item: Item, isHeld?: boolean): boolean;
  remove(id: string): void;
  read(): Item[];
  /** What a replay needs of a database, where there is none. It counts nothing. */
  store: Pick<Store, 'items' | 'replace' | 'dropped'>;
}

const attempt = <Result>(act: () => Result): Result | undefined => {
  try {
    return act();
  } catch {
    return undefined;
  }
};

export const createMirror = (name: string): Mirror => {
  const prefix = `${OWN}${JSON.stringify(name)}`;
  const keys = (start: string) => Object.keys(localStorage).filter(key => key.startsWith(start));
  const remove = (id: string) => {
    attempt(() => localStorage.removeItem(prefix + id));
  };

  const write = (item: Item, isHeld?: boolean) =>
    !!attempt(() => {
      const text = JSON.stringify(item);
      const held = keys(OWN).reduce((sum, key) => sum + localStorage[key].length, text.length);
      const isText = [item.body ?? ''].flat(2).every(part => typeof part === 'string');
      if (!isHeld && (!isText || held > ROOM)) return false;
      localStorage[prefix + item.id] = text;
      return true;
    });
  const read = (): Item[] =>
    attempt(() => keys(prefix))?.flatMap(key => {
      const item = attempt(() => JSON.parse(localStorage[key]));
      if (item?.id) return [item];
      remove(key.slice(prefix.length));
      return [];
    }) ?? [];

  return {
    write,
    remove,
    read,
    store: {
      items: async () => inOrder(read()),
      async replace(item, next) {
        const isSame = isUnchanged(
          item,
          read().find(({ id }) => id === item.id),
        );
        if (isSame) next ? write(next, true) : remove(item.id);
        return isSame;
      },
      dropped: async () => 0,
    },
  };
};
