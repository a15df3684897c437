import { gunzipSync } from 'node:zlib';

/** What each event carries, and nothing else does: it is counted where it arrives. */
export const MARKER = 'k7q2m9x4';

/** How many events a request carries. */
export function countEvents(url: string, body: Buffer): number {
  return textOf(url, body).split(MARKER).length - 1;
}

/** The numbers of those that have one behind their marker. */
export function numbersOf(url: string, body: Buffer): readonly number[] {
  const found = textOf(url, body).matchAll(new RegExp(`${MARKER}-(\\d+)`, 'g'));
  return [...found].map(([, number]) => Number(number));
}

/** All that a request says, in whatever form: plain, compressed, in a field in base64, in its URL. */
function textOf(url: string, body: Buffer): string {
  const isGzip = body[0] === 0x1f && body[1] === 0x8b;
  const text = (isGzip ? gunzipSync(body) : body).toString();
  const field = new URLSearchParams(text).get('data');
  const decoded = field ? Buffer.from(field, 'base64').toString() : '';
  return [url, text, decoded].join('\n');
}
