/** What the newest browsers have and TypeScript's own declarations lack. */

interface Document {
  /** @see https://wicg.github.io/nav-speculation/prerendering.html */
  readonly prerendering?: boolean;
}

/** @see https://w3c.github.io/trusted-types/dist/spec/ */
declare var trustedTypes:
  | {
      createPolicy(
        name: string,
        rules: { createScriptURL(url: string): string },
      ): { createScriptURL(url: string): unknown };
    }
  | undefined;

/** @see https://fetch.spec.whatwg.org/#deferred-fetch */
interface FetchLaterResult {
  readonly activated: boolean;
}

declare var fetchLater:
  | ((url: string, init?: RequestInit & { activateAfter?: number }) => FetchLaterResult)
  | undefined;

/** A call that the snippet keeps: what settles its promise, and its arguments. */
type SendoffCall = [
  settle: (receipt: Promise<import('./types.ts').Receipt>) => void,
  call: Parameters<import('./types.ts').Trigger>,
];

/** The snippet's `sendoff()`, with its queue. */
type SendoffQueue = import('./types.ts').Trigger & { q?: SendoffCall[] };

declare var sendoff: SendoffQueue | undefined;
