import { formatCookies } from './formatCookies.ts';
import type { Way } from './way.ts';

/** How long an answer is waited for, in milliseconds. */
const PATIENCE = 1000;

/** An HTTP client that gives up after a second: cURL with `CURLOPT_TIMEOUT`. */
export const curl: Way = async ({ url, method, fields, cookies }) => {
  const body = new URLSearchParams(fields);
  const target = new URL(url);
  if (method === 'GET') for (const [name, value] of body) target.searchParams.append(name, value);
  const cookie = formatCookies(cookies);
  try {
    const answer = await fetch(target, {
      method,
      ...(method === 'POST' && { body }),
      ...(cookie && { headers: { cookie } }),
      signal: AbortSignal.timeout(PATIENCE),
    });
    await answer.body?.cancel();
  } catch (error) {
    // That is the point of it: the script has its request.
    if ((error as Error).name !== 'TimeoutError') throw error;
  }
  return {};
};
