/**
 * The server's half, for any runtime: the tag, the answer, duplicates and losses: [the guide](../server.md).
 *
 * ```js
 * import { answerFor, createLedger, readTag } from 'sendoff/server';
 *
 * const ledger = createLedger();
 *
 * export function receive(request) {
 *   const tag = readTag(request.url);
 *   if (tag && ledger.enter(tag).duplicate) console.log(`${tag.id} came before`);
 *   const { status, headers, body } = answerFor(request.headers, tag);
 *   return new Response(body, { status, headers });
 * }
 * ```
 *
 * @module
 */
export { answerFor, type TriggerAnswer } from './server/answerFor.ts';
export {
  createLedger,
  type Entered,
  type Ledger,
  type LedgerOptions,
  type LedgerSnapshot,
} from './server/createLedger.ts';
export { readTag, type Tag } from './server/readTag.ts';
