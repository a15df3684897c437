import { kind } from '../check.ts';
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
  /** How many answers have left it open whether it is done. */
  doubts: number;
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
  body: (body as Partial<FormData> | null)?.append ? [...(body as FormData)] : body,
});

/** @throws where it has been damaged */
export const unpack = ({ init, kind, body }: Item): RequestInit => {
  const forms = { FormData, URLSearchParams };
  const Form = forms[kind as keyof typeof forms];
  if (!Form) return { ...init, body: body as BodyInit };
  const form = new Form();
  for (const [name, value] of body as [string, string][]) form.append(name, value);
  return { ...init, body: form };
};

/** The URL without its query: what a server's troubles and wishes are about. */
export const addressOf = ({ url }: Item): string => url.split('?')[0] as string;
