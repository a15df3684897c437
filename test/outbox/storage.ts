import { vi } from 'vitest';
import type { Item } from '../../src/outbox/item.ts';

/** Leaves an item in `localStorage`, as a page does that is left. */
export const mirrored = (name: string, item: Item): void => {
  localStorage[`sendoff "${name}"${item.id}`] = JSON.stringify(item);
};

export const denyDatabase = () =>
  vi.spyOn(indexedDB, 'open').mockImplementation(() => {
    throw new DOMException('denied', 'SecurityError');
  });

/** Has the database give up what a test says. */
export const refuse = (act: 'put' | 'delete', isRefused: (value: unknown) => boolean) => {
  const original = IDBObjectStore.prototype[act];
  return vi.spyOn(IDBObjectStore.prototype, act).mockImplementation(function (
    this: IDBObjectStore,
    value: unknown,
  ) {
    if (!isRefused(value)) return (original as (value: unknown) => never).call(this, value);
    const request = this.get('anything');
    this.transaction.abort();
    return request as never;
  });
};

/** A database that can be read and emptied, and takes nothing more. */
export const fillDatabase = () => refuse('put', () => true);
