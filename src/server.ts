export { answerFor, type TriggerAnswer } from './server/answerFor.ts';
export {
  createLedger,
  type Entered,
  type Ledger,
  type LedgerOptions,
  type LedgerSnapshot,
} from './server/createLedger.ts';
export { readTag, type Tag } from './server/readTag.ts';
