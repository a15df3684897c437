import { createLedger, type Tag } from '../../src/server.ts';
import type { Account, Finished, Received } from '../formats/entry.ts';
import type { Log } from '../log/openLog.ts';
import { parseBody } from '../requests/parseBody.ts';
import type { Sender } from '../requests/sender.ts';
import { bounded } from './bounded.ts';
import { createAccounts } from './createAccounts.ts';

/** Writes down what happens to requests. Each promise resolves when its line is in the file. */
export interface Recorder {
  received(sender: Sender, body: Body | undefined, status: number): Promise<Received>;
  gone(entry: Received, ms: number): Promise<void>;
  finished(entry: Received, outcome: Outcome): Promise<void>;
  preflight(sender: Sender, status: number): Promise<void>;
  /** Without a sender: what came was no request, as far as HTTP goes. */
  refused(sender: Sender | undefined, status: number, reason: string): Promise<void>;
}

type Body = Uint8Array<ArrayBuffer>;
type Outcome = Omit<Finished, 'event' | 'time' | 'request' | 'tag'>;

/**
 * Numbers, duplicates, gaps and accounts go on from what the log already holds: what has been answered is
 * in it, also where the server was killed.
 */
export function createRecorder(log: Log): Recorder {
  const ledger = createLedger();
  const accounts = createAccounts();
  const enter = (tag: Tag, logged?: Account) => {
    const entered = ledger.enter(tag);
    return { ...entered, account: accounts.enter(tag, entered.duplicate, logged) };
  };
  let number = 0;
  for (const entry of log.past) {
    number = Math.max(number, entry.request);
    if (entry.event === 'received' && entry.tag !== undefined) {
      enter(entry.tag, entry.account);
    }
  }

  const now = () => new Date().toISOString();
  const nextNumber = () => {
    number += 1;
    return number;
  };

  return {
    async received(sender, body, status) {
      // Both are taken in the order of arrival: reading a body may take a while.
      const [time, request] = [now(), nextNumber()];
      const known = sender.tag && enter(sender.tag);
      const data = body && (await parseBody(body, sender.type));
      const entry: Received = {
        time,
        event: 'received',
        request,
        status,
        ...sender,
        bytes: body?.length ?? 0,
        ...bounded(data),
        ...known,
      };
      await log.write(entry);
      return entry;
    },

    gone: ({ request, tag }, ms) =>
      log.write({
        time: now(),
        event: 'gone',
        request,
        ...(tag && { tag }),
        after: Math.round(ms),
      }),

    finished: ({ request, tag }, outcome) =>
      log.write({
        time: now(),
        event: 'finished',
        request,
        ...(tag && { tag }),
        ...outcome,
      }),

    preflight: (sender, status) =>
      log.write({ time: now(), event: 'preflight', request: nextNumber(), status, ...sender }),

    refused: (sender, status, reason) =>
      log.write({
        time: now(),
        event: 'refused',
        request: nextNumber(),
        status,
        reason,
        ...sender,
      }),
  };
}
