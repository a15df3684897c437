import { CARRIERS, type Form } from './carriers.ts';
import type { Tag } from './readTag.ts';

/** What a trigger is to be answered with: `new Response(body, { status, headers })`. */
export interface TriggerAnswer {
  /** 204 for what needs no body. */
  status: 200 | 204;
  /**
   * `cache-control: no-store`, the body's type, and that every site may read of this answer that it came:
   * [`cross-origin-resource-policy`](https://fetch.spec.whatwg.org/#cross-origin-resource-policy-header).
   */
  headers: Record<string, string>;
  /** A GIF, JavaScript that does nothing, or none. */
  body: ReturnType<typeof Uint8Array.of> | string | null;
}

/** The smallest transparent GIF. */
const GIF = 'R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7';

/**
 * The answer that a trigger's sender needs: an image's `error` event fires at anything but an image,
 * while a beacon or a `fetch` is content with an empty answer.
 *
 * [`Sec-Fetch-Dest`](https://w3c.github.io/webappsec-fetch-metadata/#sec-fetch-dest-header) knows where it
 * says image or script; else the tag does, since an old browser sends no such header; else what the
 * request would accept.
 *
 * @example
 * import { answerFor, readTag } from 'sendoff/server';
 *
 * export const receive = (request: Request): Response => {
 *   const { status, headers, body } = answerFor(request.headers, readTag(request.url));
 *   return new Response(body, { status, headers });
 * };
 *
 * @param headers of the request: a `Headers`, or an object with lower-case names as Node has it
 * @param tag what `readTag` has found
 */
export function answerFor(
  headers: Headers | { readonly [name: string]: string | readonly string[] | undefined },
  tag?: Tag,
): TriggerAnswer {
  const read = (name: string) =>
    `${(typeof headers.get === 'function' ? headers.get(name) : (headers as Record<string, unknown>)[name]) ?? ''}`;
  const form = chooseForm(read('sec-fetch-dest'), tag, read('accept'));
  // Koa and Express 4 send an array that is no `Buffer` as JSON, and the image has its error event.
  const { Buffer: Bytes = Uint8Array } = globalThis as { Buffer?: Pick<typeof Uint8Array, 'from'> };
  const common = {
    'cache-control': 'no-store',
    // Without it a cross-origin isolated page gets an error for an answer of another origin.
    'cross-origin-resource-policy': 'cross-origin',
  };
  if (form === 'empty') return { status: 204, headers: common, body: null };
  return form === 'gif'
    ? {
        status: 200,
        headers: { ...common, 'content-type': 'image/gif' },
        body: Bytes.from(Uint8Array.from(atob(GIF), character => character.charCodeAt(0))),
      }
    : {
        status: 200,
        headers: { ...common, 'content-type': 'text/javascript; charset=utf-8' },
        body: '// received\n',
      };
}

function chooseForm(dest: string, tag: Tag | undefined, accept: string): Form {
  if (dest === 'image') return 'gif';
  if (dest === 'script') return 'javascript';
  if (tag) return CARRIERS[tag.via].form;
  if (/^image\//i.test(accept)) return 'gif';
  return /^(text|application)\/(javascript|ecmascript)/i.test(accept) ? 'javascript' : 'empty';
}
