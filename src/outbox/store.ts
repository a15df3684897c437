import { isReturn, pause, watch } from '../page.ts';
import { type Item, inOrder, isUnchanged } from './item.ts';

/** In ms. WebKit has been seen to never answer. */
const OPENING_TIME = 5000;

const STORE = 'outbox';

/** The key of the count, which no item has. */
const DROPPED = 'dropped';

/** What waits on this device: items, and a count beside them. */
export interface Store {
  write(item: Item): Promise<unknown>;
  /** Takes an item away, or puts `next` in its place: where it is still as it was, and says whether. */
  replace(item: Item, next?: Item): Promise<boolean>;
  /** In order. */
  items(): Promise<Item[]>;
  /** How many have been dropped that no server has heard of, once `change` has been added. */
  dropped(change: number): Promise<number>;
  clear(): Promise<unknown>;
}

const connect = (name: string) =>
  new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(`sendoff ${name}`, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'id' });
    request.onsuccess = () => {
      const db = request.result;
      // Here: it may have been given up.
      db.onversionchange = () => db.close();
      resolve(db);
    };
    request.onerror = reject;
    pause(OPENING_TIME).then(reject);
  });

/** Opens the database at once: opened in pagehide, it would not open at all. */
export const openStore = (name: string): Store => {
  let database: Promise<IDBDatabase> | undefined;
  const forget = () => {
    database = undefined;
  };
  const open = () => {
    if (!database) {
      database = connect(name);
      database.then(db => {
        // WebKit closes the databases of a tab in the background; so does whoever clears the site's data.
        db.onclose = forget;
      }, forget);
    }
    return database;
  };

  const run = async <Result>(
    act: (store: IDBObjectStore) => IDBRequest<Result>,
    canReopen = true,
  ): Promise<Result> => {
    const db = await open();
    let forgetReturn = () => {};
    try {
      return await new Promise<Result>((resolve, reject) => {
        const transaction = db.transaction(STORE, 'readwrite', { durability: 'relaxed' });
        const request = act(transaction.objectStore(STORE));
        transaction.oncomplete = () => resolve(request.result);
        transaction.onabort = reject;
        // Firefox never tells of one that ends while its page is in the back/forward cache.
        forgetReturn = watch(event => isReturn(event) && reject());
      });
    } catch (error) {
      if (!canReopen) throw error;
      db.close();
      forget();
      return run(act, false);
    } finally {
      forgetReturn();
    }
  };

  open();
  return {
    write: item =>
      run(store => {
        const request = store.put(item);
        // In pagehide it would not be committed else.
        store.transaction.commit?.();
        return request;
      }),
    async replace(item, next) {
      const found = await run<Item | undefined>(store => {
        const request = store.get(item.id);
        request.onsuccess = () => {
          if (isUnchanged(item, request.result)) next ? store.put(next) : store.delete(item.id);
        };
        return request;
      });
      return isUnchanged(item, found);
    },
    async items() {
      return inOrder(await run<Item[]>(store => store.getAll()));
    },
    async dropped(change) {
      let value = 0;
      await run(store => {
        const request = store.get(DROPPED);
        request.onsuccess = () => {
          value = Math.max(0, (request.result?.value ?? 0) + change);
          if (change) store.put({ id: DROPPED, value });
        };
        return request;
      });
      return value;
    },
    clear: () => run(store => store.clear()),
  };
};
