/**
 * What carries a trigger to the server: a [keepalive](https://fetch.spec.whatwg.org/#request-keepalive-flag)
 * `fetch`, [`sendBeacon`](https://w3c.github.io/beacon/), an image, or a script that is run.
 */
export type Via = 'fetch' | 'beacon' | 'img' | 'script';

/**
 * What can have carried a request. [`fetchLater`](https://fetch.spec.whatwg.org/#deferred-fetch) is not
 * asked for: it stands in, where a page has crashed or the keepalive quota is used up.
 */
export type Carrier = Via | 'fetchLater';

/**
 * The moment at which a trigger leaves; at the page's exit at the latest, whichever it is.
 *
 * - `now`: in the same task.
 * - `load`: in its own task after the page's load event; at once when that has passed.
 * - `idle`: after load, in the first [idle period](https://w3c.github.io/requestidlecallback/), at most
 *   2 s later.
 * - `hidden`: when the page [becomes hidden](https://html.spec.whatwg.org/multipage/interaction.html#page-visibility);
 *   at once when it already is.
 * - `pagehide`: when the page is left, also into the back/forward cache.
 */
export type When = 'now' | 'load' | 'idle' | 'hidden' | 'pagehide';

/**
 * An object's fields by name; interfaces and class instances too. {@link TriggerOptions.data} says how they
 * travel. Arrays, `Map` and `Date` neither compile nor pass: they throw a `TypeError`. So does a function in
 * place of the fields' object, unless it is `data` itself, which is called. DOM objects and errors compile,
 * but throw: spread a `dataset`, and call an entry's `toJSON()`.
 */
export type Fields =
  | { readonly [name: string]: unknown }
  | (object &
      Partial<
        Record<
          | typeof Symbol.iterator
          | typeof Symbol.toStringTag
          | typeof Symbol.toPrimitive
          | typeof Symbol.hasInstance,
          never
        >
      >);

/** What a trigger can carry. Strings, blobs, buffers and files need a POST. */
export type Data =
  | Fields
  | URLSearchParams
  | FormData
  | Blob
  | ArrayBufferView
  | ArrayBuffer
  | string;

/** How one trigger is sent. Everything is optional, and a wrong value throws a `TypeError`. */
export interface TriggerOptions {
  /**
   * The transport, or a list of transports to try in order.
   *
   * A later one is tried only where the one before it is known not to have sent. In Firefox, at the exit of a
   * page that no service worker controls, `beacon` goes first, unless `cors` or `method: 'GET'` is given: with
   * its last window the browser ends a `fetch`. `script` runs what the server answers, so it is used only when
   * it is named.
   *
   * @default ['fetch', 'beacon', 'img']
   */
  via?: Via | readonly Via[] | undefined;

  /**
   * The moment at which the trigger leaves: `now`, in the same task; after the page's `load` event; in
   * the first `idle` period after it; when the page becomes `hidden`; at its `pagehide`. Each leaves at
   * the page's exit at the latest.
   *
   * @default `'now'`; `'load'` where `img` or `script` is named first, whose request would otherwise hold
   * the page's load event
   */
  when?: When | undefined;

  /**
   * What to send, or a function that returns it. It is read when the trigger leaves, so that a
   * function sees the latest state; and, in browsers with `fetchLater`, now and then while it waits,
   * for what a crash would leave: the function must only read. One that throws when the trigger leaves ends
   * it as `failed`, with an `error` attempt.
   *
   * The fields of a plain object arrive under the same names by every transport: in the query of a
   * GET, in the body of a POST. They travel as `JSON.stringify` sees them: a `Date` as its ISO
   * string, nested values as JSON, `undefined` not at all, `null` as an empty value.
   */
  data?: Data | null | undefined | (() => Data | null | undefined);

  /**
   * How a plain object travels in a POST body: urlencoded fields, or JSON as `text/plain`. Neither
   * causes a CORS preflight.
   *
   * @default 'form'
   */
  encoding?: 'form' | 'json' | undefined;

  /**
   * The HTTP method of a `fetch`. `beacon` is always POST, `img` and `script` are always GET. A GET has the
   * data in its URL, of 8,000 bytes at most.
   *
   * @default 'POST'
   */
  method?: 'GET' | 'POST' | undefined;

  /**
   * Whether cookies go along. Only `fetch` can leave them out: a trigger that asks for anything but
   * `include` goes by `fetch` alone.
   *
   * @default the browser's for the transport: `same-origin` for `fetch`, `include` for the rest
   */
  credentials?: RequestCredentials | undefined;

  /**
   * Read the status of another origin's answer, and let a `Blob` keep its type: `mode: 'cors'`. The
   * server must allow it. Without it the mode is `no-cors`, which asks nothing of the server.
   *
   * @default false
   */
  cors?: boolean | undefined;

  /**
   * Request headers. Only `fetch` can carry them: the other transports are passed over. They make
   * the mode `cors`: another origin's server must allow it, and those outside the
   * [CORS safelist](https://fetch.spec.whatwg.org/#cors-safelisted-request-header) cause a preflight there.
   */
  headers?: HeadersInit | undefined;

  /**
   * A promise that is waited for first: consent. Until it has resolved nothing leaves, and nothing is
   * left with the browser. Where it rejects, or the page is left first and does not come back from the
   * back/forward cache, the trigger is `canceled`, and the receipt's `reason` says why.
   */
  after?: PromiseLike<unknown> | undefined;

  /**
   * The [priority](https://html.spec.whatwg.org/multipage/urls-and-fetching.html#fetch-priority-attributes)
   * that `fetch`, `img` and `script` ask for; a beacon has none.
   */
  priority?: 'auto' | 'high' | 'low' | undefined;

  /**
   * The [referrer policy](https://w3c.github.io/webappsec-referrer-policy/) of `fetch`, `img` and
   * `script`; a beacon has the page's.
   */
  referrerPolicy?: ReferrerPolicy | undefined;

  /** The [nonce](https://w3c.github.io/webappsec-csp/#framework-directive-source-list) of an injected `script`. */
  nonce?: string | undefined;

  /** Takes the trigger back while it still waits. What has been sent stays sent. */
  signal?: AbortSignal | undefined;

  /**
   * How long to wait for the answer, in milliseconds above 0. What was sent stays sent: the receipt then
   * says `queued`. Without it, and beyond 2³¹ ms, the wait has no end but the browser's.
   *
   * @default none
   */
  timeout?: number | undefined;

  /**
   * Add `sendoff=<page>.<n>.<via>.<when>` to the URL: it busts caches, and lets a server dedupe and
   * account for loss.
   *
   * @default true
   */
  tag?: boolean | undefined;
}

/** The defaults of a trigger function that {@link createTrigger} makes. */
export interface TriggerDefaults extends TriggerOptions {
  /**
   * What relative URLs are resolved against.
   *
   * @default the document's base URL
   */
  base?: string | URL | undefined;
}

/**
 * What became of one transport's attempt.
 *
 * - `sent`: the browser took it.
 * - `refused`: the browser said no: its keepalive quota is used up by others, or it has too many requests.
 * - `blocked`: by the page's Content Security Policy; `reason` is the directive.
 * - `unsupported`: this transport cannot carry it; `reason` is what.
 * - `too-large`: for the keepalive quota or a URL; `reason` has both numbers, in bytes.
 * - `error`: it was lost, or could not be made; `reason` is the error.
 */
export interface Attempt {
  /** What was to carry it. */
  via: Carrier;
  /** What came of it. */
  result: 'sent' | 'refused' | 'blocked' | 'unsupported' | 'too-large' | 'error';
  /** Why it was not sent, or what was lost: a directive, two numbers of bytes, or an error's text. */
  reason?: string | undefined;
}

/** What is known of a trigger in the end: known, not hoped. */
export interface Receipt {
  /** `<page>.<n>`, the same on every attempt: what a server dedupes by. Empty if canceled or untagged. */
  id: string;
  /** As sent, with the tag; where nothing left, without it. */
  url: string;
  /**
   * `acknowledged`: an answer was seen. `queued`: the browser has taken the request, and the page can
   * learn no more. `stored`, only from an outbox: it waits on this device for a later attempt.
   * `failed`: nothing took it, or the browser says that the request has failed; `attempts` say why. Where
   * only its answer was lost, it may have come all the same. `canceled`: taken back by `signal` or `after`
   * before it left; `reason` says why.
   */
  outcome: 'acknowledged' | 'queued' | 'stored' | 'failed' | 'canceled';
  /** What carried it. */
  via?: Carrier;
  /** The moment at which it really left: asked for `load`, it may read `hidden`. */
  when: When;
  /** The answer's HTTP status, where the browser shows it. */
  status?: number | undefined;
  /** One for each transport that was tried, in order. */
  attempts: readonly Attempt[];
  /** Why it was canceled, or failed on its way. */
  reason?: string | undefined;
}

/**
 * Fires a server script.
 *
 * @param url of http or https; a relative one is resolved when the call is made
 * @param options how it is sent
 * @returns a receipt of what is known in the end; it never rejects
 * @throws TypeError where the call itself is wrong: it names the option, its value and what is allowed
 */
export type Trigger = (url: string | URL, options?: TriggerOptions) => Promise<Receipt>;
