import { gunzipSync } from 'node:zlib';

/** What each event carries, and nothing else does: it is counted where it arrives. */
export const MARKER = 'k7q2m9x4';

/** How many events a request's text carries. */
export function countEvents(text: string): number {
  return text.split(MARKER).length - 1;
}

/** The numbers of those that have one behind their marker. */
export function numbersOf(text: string): readonly number[] {
  const found = text.matchAll(new RegExp(`${MARKER}-(\\d+)`, 'g'));
  return [...found].map(([, number]) => Number(number));
}

/** All that a request says, in whatever form: plain, compressed, in a field in base64, in its URL. */
export function textOf(url: string, body: Buffer): string {
  const isGzip = body[0] === 0x1f && body[1] === 0x8b;
  const text = (isGzip ? gunzipSync(body) : body).toString();
  const field = new URLSearchParams(text).get('data');
  const decoded = field ? Buffer.from(field, 'base64').toString() : '';
  return [url, text, decoded].join('\n');
}
