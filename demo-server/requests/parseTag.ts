/** What the SDK says of a trigger in its URL: `sendoff=<page>.<n>.<via>.<when>`. */
export interface Tag {
  /** `<page>.<n>`: the same on every attempt, what a server dedupes by. */
  id: string;
  page: string;
  n: number;
  via: 'fetch' | 'beacon' | 'img' | 'script' | 'fetchLater';
  when: 'now' | 'load' | 'idle' | 'hidden' | 'pagehide';
}

// The page id and the number are bounded, since both are remembered.
const TAG =
  /^([\w-]{1,64})\.([1-9]\d{0,8})\.(fetch|beacon|img|script|fetchLater)\.(now|load|idle|hidden|pagehide)$/;

/** Reads a tag, or says `undefined` to what is none. */
export function parseTag(text: string): Tag | undefined {
  const match = TAG.exec(text);
  if (match === null) return undefined;
  const [, page, n, via, when] = match as unknown as [
    string,
    string,
    string,
    Tag['via'],
    Tag['when'],
  ];
  return { id: `${page}.${n}`, page, n: Number(n), via, when };
}
