import { kind } from './kind.ts';

/**
 * A body's size on the wire, in bytes.
 *
 * A browser tells nothing of a form's multipart framing: its names and values alone are counted, so
 * that no form is held back which the browser would have taken.
 */
export const byteLength = (body: BodyInit | null): number =>
  new Blob(kind(body) === 'FormData' ? [...(body as FormData)].flat() : [(body ?? '') as BlobPart])
    .size;
