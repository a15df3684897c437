import { type Item, inOrder } from './item.ts';
import type { Mirror } from './mirror.ts';
import type { Store } from './store.ts';

/**
 * The database and the mirror as one store: another tab may have moved an item from the second into
 * the first, and one that is left at its page's exit is in both.
 */
export const joinStores = (database: Store, mirror: Mirror): Store => ({
  ...database,
  async items() {
    // First, or what another tab moves meanwhile would be found in neither.
    const mirrored = mirror.read();
    const stored = await database.items().catch((): Item[] => []);
    const ids = stored.map(({ id }) => id);
    return inOrder([...stored, ...mirrored.filter(({ id }) => !ids.includes(id))]);
  },
  async replace(item, next) {
    const isMirrored = mirror.replace(item, next);
    try {
      return (await database.replace(item, next)) || isMirrored;
    } catch (error) {
      if (!isMirrored) throw error;
      // Now that the mirror has it: a full database lets go of what it cannot change.
      if (next) await database.replace(item).catch(() => {});
      return true;
    }
  },
});
