import { kind } from '../check.ts';
import { URL } from '../page.ts';
import type { PlannedRequest } from '../request.ts';

/** Of the shape below. What another version has stored is left alone. */
export const VERSION = 1;

/** A request as a database can hold it, and what has come of it so far. */
export interface Item {
  version: number;
  /** `<page>.<n>`, as in the tag. */
  id: string;
  /** By this device's clock. */
  created: number;
  /** How many attempts have failed. */
  tries: number;
  /** Since when answers leave it open whether it is done; else 0. */
  doubted: number;
  /** Until when its server wants to be left alone; else 0. */
  hold: number;
  /** When its owner took it, to send it or to wait for its moment; 0 where it is nobody's. */
  since: number;
  /** The page that has taken it. */
  owner: string;
  bytes: number;
  url: string;
  init: RequestInit;
  /** Of the body: no database takes a form itself, but its fields. */
  kind: string;
  body: unknown;
}

/** A body as it is now: a page may write on into its buffer, or give it away. */
const copy = (body: PlannedRequest['body']) => {
  const { buffer = body, byteOffset = 0, byteLength } = (body ?? '') as Uint8Array;
  return byteLength == null
    ? body
    : (buffer as ArrayBuffer).slice(byteOffset, byteOffset + byteLength);
};

/** What of a request a database can hold. */
export const pack = ({
  url,
  method,
  mode,
  credentials,
  referrerPolicy,
  headers,
  body,
}: PlannedRequest): Pick<Item, 'url' | 'init' | 'kind' | 'body'> => ({
  url,
  init: {
    method,
    mode,
    credentials,
    referrerPolicy,
    headers: [...new Headers(headers)],
  } as RequestInit,
  kind: kind(body),
  body: (body as Partial<FormData> | null)?.append ? [...(body as FormData)] : copy(body),
});

/** @throws where it has been damaged */
export const unpack = ({ url, init, kind, body }: Item): RequestInit => {
  new URL(url);
  const forms = { FormData, URLSearchParams };
  const Form = forms[kind as keyof typeof forms];
  if (!Form) return { ...init, body: body as BodyInit };
  const form = new Form();
  for (const [name, value] of body as [string, string][]) form.append(name, value);
  return { ...init, body: form };
};

/** Whether nobody has taken or tried it since. */
export const isUnchanged = (item: Item, found: Item | undefined): boolean =>
  !!found && found.since === item.since && found.tries === item.tries;

/** Those of this version, the least tried first, then the oldest: one that never passes holds up none of the others. */
export const inOrder = (items: readonly Item[]): Item[] =>
  items
    .filter(({ version }) => version === VERSION)
    .sort((one, other) => one.tries - other.tries || one.created - other.created);

/** The URL without its query: what a server's troubles and wishes are about. */
export const addressOf = ({ url }: Item): string => `${url}`.split('?')[0] as string;
