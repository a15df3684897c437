import { checkData } from './checkData.ts';
import { kind } from './kind.ts';
import type { Data } from './types.ts';

/**
 * Data as it travels: in a URL's query, or in a body as form fields or JSON.
 *
 * A plain object's fields are what JSON would carry, so that both encodings say the same.
 *
 * @param cors whether a blob may keep a type that causes a preflight
 * @returns `undefined` for what does not fit in a query: strings, blobs, buffers, files
 * @throws TypeError for what cannot be serialised
 */
export const encode = (
  data: Data | null | undefined,
  into: 'query' | 'form' | 'json',
  cors: boolean | undefined,
): BodyInit | null | undefined => {
  checkData(data);
  if (data == null) return null;
  if (kind(data) === 'Object') {
    const json = JSON.stringify(data);
    if (into === 'json') return json;
    return new URLSearchParams(
      Object.entries<string | object | null>(JSON.parse(json)).map(([name, value]) => [
        name,
        typeof value === 'string' || !value ? (value ?? '') : JSON.stringify(value),
      ]),
    );
  }
  // Only form fields have `append`, only blobs a `type`.
  const { append, type } = data as FormData & Blob;
  if (into === 'query')
    return (append as unknown) &&
      [...(data as FormData).values()].every(value => typeof value === 'string')
      ? new URLSearchParams(data as URLSearchParams)
      : undefined;
  // Fetch lets text/plain, multipart/form-data and urlencoded pass without a preflight.
  return type && !cors && !/plain|form/.test(type) ? (data as Blob).slice() : (data as BodyInit);
};
