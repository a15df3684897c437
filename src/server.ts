/**
 * The server's half, for any runtime: the tag, the answer, duplicates and losses: [the guide](../server.md).
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
