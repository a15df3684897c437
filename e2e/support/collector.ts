import type { IncomingHttpHeaders } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { createLedger, readTag, type Tag } from '../../src/server.ts';
import { listen, passOn } from './listen.ts';
import { test as base } from './test.ts';

/** A request that has reached `/collect`. */
export interface Arrival {
  at: number;
  query: Readonly<Record<string, string>>;
  tag: Tag | undefined;
  /** Answered with a 2xx; `isDuplicate`: not the first of its id. */
  isAccepted: boolean;
  isDuplicate: boolean;
  method: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

type Answer = { status: number; headers?: Record<string, string> } | 'cut' | 'hold';

/** Answers of a server that is up, and of a network that is gone. */
export const UP = () => ({ status: 204 });
export const OFFLINE = () => 'cut' as const;

/**
 * A site that answers `/collect` as a test wants it, and serves the pages of the demo server beside it.
 * It allows every origin to read its answers.
 */
export interface Collector {
  origin: string;
  url(path: string, query?: Readonly<Record<string, string>>): string;
  /** How it answers; 204 until a test says otherwise. `cut` ends the connection: so does a lost network. */
  answer: (arrival: Arrival) => Answer | Promise<Answer>;
  /** All that has come, also what was not accepted. */
  arrivals: readonly Arrival[];
  /** How often each case has been accepted, by the ids that are new: what has had an effect. */
  effects(): Record<string, number>;
}

export const test = base.extend<{ collector: Collector }>({
  collector: async ({ server }, use) => {
    const ledger = createLedger();
    const arrivals: Arrival[] = [];
    const effects: Record<string, number> = {};
    const { origin, end } = await listen(async (request, response) => {
      const { method = '', url = '/', headers } = request;
      const { pathname, searchParams } = new URL(url, 'http://collector');
      if (pathname !== '/collect') {
        return passOn(await fetch(server.origin + url), response, { Connection: 'close' });
      }
      response.setHeader('Access-Control-Allow-Origin', '*');
      response.setHeader('Access-Control-Expose-Headers', 'Retry-After');
      response.setHeader('Cache-Control', 'no-store');
      // Browsers send a request again by themselves when a connection that was used before is cut.
      response.setHeader('Connection', 'close');
      const arrival: Arrival = {
        at: Date.now(),
        query: Object.fromEntries(searchParams),
        tag: readTag(url),
        isAccepted: false,
        isDuplicate: false,
        method,
        headers,
        body: await buffer(request),
      };
      const answer = await collector.answer(arrival);
      if (answer === 'cut') {
        arrivals.push(arrival);
        request.socket.destroy();
        return;
      }
      if (answer !== 'hold' && answer.status < 300 && arrival.tag) {
        arrival.isAccepted = true;
        arrival.isDuplicate = Boolean(ledger.enter(arrival.tag).duplicate);
        const name = arrival.query.case ?? '';
        if (!arrival.isDuplicate) effects[name] = (effects[name] ?? 0) + 1;
      }
      arrivals.push(arrival);
      if (answer !== 'hold') response.writeHead(answer.status, answer.headers).end();
    });
    const collector: Collector = {
      origin,
      url: (path, query = {}) => `${origin}${path}?${new URLSearchParams(query)}`,
      answer: UP,
      arrivals,
      effects: () => ({ ...effects }),
    };
    await use(collector);
    end();
  },
});

export { expect } from './test.ts';
