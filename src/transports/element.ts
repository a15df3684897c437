import { look, page, theDocument } from '../page.ts';
import type { Answer, PlannedRequest, Transport } from '../request.ts';

/**
 * What an element's request comes to.
 *
 * Its error event is the same for an answer of another kind (a 204 to an image) and for none at all:
 * it does not show whether the server was reached.
 */
const load = (
  node: HTMLImageElement | HTMLScriptElement,
  { referrerPolicy = '', priority = 'auto' }: PlannedRequest,
  src: unknown,
): Promise<Answer> => {
  page.onHandover();
  Object.assign(node, { referrerPolicy, fetchPriority: priority, src });
  return new Promise(resolve => {
    node.onload = () => resolve({ outcome: 'acknowledged' });
    node.onerror = () => resolve({ outcome: 'queued' });
  });
};

const create = (name: string) => look('createElement').call(theDocument(), name);

/** A GET by an image that is never shown. */
export const img: Transport = request =>
  load(create('img') as HTMLImageElement, request, request.url);

let policy: { createScriptURL(url: string): unknown } | undefined;
/** All that the policy lets pass: what code has just asked for. */
let asked: string;

/**
 * A URL as a page takes it that requires Trusted Types. Where no policy can be made (the page's own
 * does not list it, or there is one already), the plain string may still pass.
 */
const trusted = (url: string): unknown => {
  asked = url;
  try {
    policy ??= trustedTypes?.createPolicy('sendoff', { createScriptURL: () => asked });
  } catch {}
  return policy?.createScriptURL(url) ?? url;
};

/** A GET by an injected script: the page runs what the server answers. */
export const script: Transport = request => {
  const node = create('script') as HTMLScriptElement;
  node.nonce = request.nonce ?? '';
  // What is wrong with its URL throws here: the page is left as it was.
  const sent = load(node, request, trusted(request.url));
  look('head').append(node);
  return sent.finally(() => node.remove());
};
