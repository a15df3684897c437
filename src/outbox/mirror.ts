import { type Item, isUnchanged } from './item.ts';

/** What all outboxes of an origin may leave there together, in characters. */
const ROOM = 65_536;

const OWN = 'sendoff ';

/**
 * What the database may not have committed when the page exits is left in `localStorage`, too, which is
 * written at once. It holds text: files, blobs and buffers it cannot hold. Where it is denied, nothing is
 * seen of it.
 */
export interface Mirror {
  /** Whether there was room, and nothing but text. */
  write(item: Item): boolean;
  remove(id: string): void;
  /** Those of other versions, too. */
  read(): Item[];
  /**
   * As the database does.
   *
   * @throws where there is not even room for what is held already
   */
  replace(item: Item, next?: Item): boolean;
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
  const find = (key: string): Item | undefined => attempt(() => JSON.parse(localStorage[key]));
  const remove = (id: string) => {
    attempt(() => localStorage.removeItem(prefix + id));
  };

  const write = (item: Item) =>
    !!attempt(() => {
      const text = JSON.stringify(item);
      const others = keys(OWN).filter(key => key !== prefix + item.id);
      const held = others.reduce((sum, key) => sum + localStorage[key].length, text.length);
      const isText = [item.body ?? ''].flat(2).every(part => typeof part === 'string');
      if (!isText || held > ROOM) return false;
      localStorage[prefix + item.id] = text;
      return true;
    });
  const read = (): Item[] =>
    attempt(() => keys(prefix))?.flatMap(key => {
      const item = find(key);
      if (item?.id) return [item];
      delete localStorage[key];
      return [];
    }) ?? [];

  return {
    write,
    remove,
    read,
    replace(item, next) {
      const isSame = isUnchanged(item, find(prefix + item.id));
      if (isSame && next) localStorage[prefix + item.id] = JSON.stringify(next);
      else if (isSame) remove(item.id);
      return isSame;
    },
  };
};
