import type { Tag } from './parseTag.ts';

/** The form in which an answer counts as one: an element has its `error` event at any other. */
export type Answer = 'gif' | 'javascript' | 'empty';

interface Asking {
  dest?: string | undefined;
  tag?: Tag | undefined;
  accept?: string | undefined;
}

/**
 * Which answer a request needs. `Sec-Fetch-Dest` knows it where it says image or script; else the
 * tag, since an old browser sends no such header; else what the request would accept.
 */
export function chooseAnswer({ dest, tag, accept = '' }: Asking): Answer {
  if (dest === 'image') return 'gif';
  if (dest === 'script') return 'javascript';
  if (tag !== undefined) return BY_TAG[tag.via];
  if (/^image\//i.test(accept)) return 'gif';
  if (/^(text|application)\/(javascript|ecmascript)/i.test(accept)) return 'javascript';
  return 'empty';
}

const BY_TAG: Record<Tag['via'], Answer> = {
  fetch: 'empty',
  beacon: 'empty',
  fetchLater: 'empty',
  img: 'gif',
  script: 'javascript',
};
