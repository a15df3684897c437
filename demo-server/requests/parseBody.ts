import { parse } from 'fast-querystring';
import { fieldsOf } from './fieldsOf.ts';

/**
 * Reads a body as what its type says it is, else as text, else not at all: `undefined` is an empty
 * or a binary body. A body that is not what it says is worth a look in the log, never an error.
 */
export async function parseBody(body: Uint8Array<ArrayBuffer>, type = ''): Promise<unknown> {
  if (body.length === 0) return undefined;
  const kind = type.split(';', 1)[0]?.trim().toLowerCase();

  if (kind === 'multipart/form-data') {
    const form = await parseMultipart(body, type);
    if (form !== undefined) return form;
  }
  const text = decode(body);
  if (text === undefined) return undefined;
  if (kind === 'application/x-www-form-urlencoded') return parse(text);

  const value = parseJson(text);
  // JSON travels as text/plain too, since that causes no preflight; but there `7` is just a text.
  const isJson = kind === 'application/json' || (typeof value === 'object' && value !== null);
  return isJson && value !== undefined ? value : text;
}

async function parseMultipart(body: Uint8Array<ArrayBuffer>, type: string): Promise<unknown> {
  try {
    const form = await new Response(body, { headers: { 'content-type': type } }).formData();
    return fieldsOf([...form].map(([name, value]) => [name, describePart(value)] as const));
  } catch {
    return undefined;
  }
}

/** What a file holds is nobody's business in a log. */
function describePart(value: FormDataEntryValue): unknown {
  return typeof value === 'string'
    ? value
    : { name: value.name, type: value.type, size: value.size };
}

function decode(body: Uint8Array<ArrayBuffer>): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    return undefined;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
