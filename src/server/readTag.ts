import type { Carrier, When } from '../types.ts';
import { CARRIERS } from './carriers.ts';

/** What the SDK says of a trigger in its URL: `sendoff=<page>.<n>.<via>.<when>`. */
export interface Tag {
  /** `<page>.<n>`: the same on every attempt, what a server dedupes by. */
  id: string;
  /** Random for each page view. */
  page: string;
  /** Counts the page's triggers from 1. */
  n: number;
  /** What carried it. */
  via: Carrier;
  /** The moment at which it left. */
  when: When;
}

// The page id and the number are bounded, since both are remembered.
const TAG = new RegExp(
  `^([\\w-]{1,64})\\.([1-9]\\d{0,8})\\.(${Object.keys(CARRIERS).join('|')})\\.(now|load|idle|hidden|pagehide)$`,
);

/**
 * Reads the tag in a URL's query.
 *
 * @param url absolute, or as Node's `request.url` has it: `/collect?sendoff=…`
 * @returns `undefined` where there is none, or none that the SDK has written; it never throws
 */
export function readTag(url: string | URL): Tag | undefined {
  // By hand: the URL of a request has no base to be parsed against.
  const [withoutFragment = ''] = `${url}`.split('#', 1);
  const [, ...query] = withoutFragment.split('?');
  for (const text of new URLSearchParams(query.join('?')).getAll('sendoff')) {
    const [, page, n, via, when] = TAG.exec(text) ?? [];
    if (page)
      return {
        id: `${page}.${n}`,
        page,
        n: Number(n),
        via: via as Tag['via'],
        when: when as Tag['when'],
      };
  }
  return undefined;
}
