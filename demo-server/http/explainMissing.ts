import { METHODS } from './methods.ts';

/** Why a request led nowhere, for the person in front of it. */
export function explainMissing(
  method: string,
  path: string,
): { status: 404 | 405; reason: string } {
  if (path === '/collect' || path === '/scripts/slow') {
    return { status: 405, reason: `${method} is none of ${METHODS.join(', ')}` };
  }
  if (path.startsWith('/dist/')) {
    return { status: 404, reason: 'The SDK is not built, or has no such file: `npm run build`' };
  }
  return { status: 404, reason: 'There is nothing here' };
}
