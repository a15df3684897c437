import { check } from './check.ts';
import { kind } from './kind.ts';

/**
 * Finds data that no request can carry: a Map, a promise, a number, …
 *
 * @throws TypeError which names what it is and what is allowed
 */
export const checkData = (data: unknown): void =>
  check(
    'data',
    kind(data),
    'Undefined|Null|Object|String|URLSearchParams|FormData|Blob|File|DataView|.+Array|ArrayBuffer',
  );
