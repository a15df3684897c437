import type { Leg } from './types.ts';

/** A leg as Fetch takes it. */
export const requestInit = ({ cors, ...options }: Leg): RequestInit => ({
  ...(options as RequestInit),
  mode: cors || options.headers ? 'cors' : 'no-cors',
  // It takes back what waits, never what was sent.
  signal: null,
});
