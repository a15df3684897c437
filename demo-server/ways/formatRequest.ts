import { formatCookies } from './formatCookies.ts';
import type { Errand } from './way.ts';

/**
 * A request as the bytes that HTTP/1.1 wants, all of them ASCII. Nothing in it is taken as it is:
 * a URL is normalized, fields and cookies are percent-encoded, so that no value can end a header.
 */
export function formatRequest({ url, method, fields, cookies }: Omit<Errand, 'name'>): string {
  const body = new URLSearchParams(fields).toString();
  const query = [url.search.slice(1), method === 'GET' ? body : ''].filter(Boolean).join('&');
  const cookie = formatCookies(cookies);
  const lines = [
    `${method} ${url.pathname}${query && `?${query}`} HTTP/1.1`,
    `Host: ${url.host}`,
    ...(cookie ? [`Cookie: ${cookie}`] : []),
    ...(method === 'POST'
      ? ['Content-Type: application/x-www-form-urlencoded', `Content-Length: ${body.length}`]
      : []),
    'Connection: close',
  ];
  return `${lines.join('\r\n')}\r\n\r\n${method === 'POST' ? body : ''}`;
}
