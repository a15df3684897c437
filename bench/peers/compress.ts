import { brotliCompressSync, constants } from 'node:zlib';

/** How many bytes these files take, each compressed by itself as a server would send it. */
export function brotliOf(files: readonly Uint8Array[]): number {
  const { BROTLI_PARAM_QUALITY, BROTLI_MAX_QUALITY } = constants;
  const params = { [BROTLI_PARAM_QUALITY]: BROTLI_MAX_QUALITY };
  return files.reduce((all, file) => all + brotliCompressSync(file, { params }).length, 0);
}
