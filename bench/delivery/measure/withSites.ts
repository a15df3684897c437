import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Site, site } from '../../../e2e/support/site.ts';

/** Starts two sites with logs of their own for the time that `use` takes; `keep` may copy these. */
export async function withSites<Result>(
  use: (own: Site, other: Site) => Promise<Result>,
  keep?: (folder: string) => Promise<void>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'sendoff-matrix-'));
  const sites = await Promise.all([site('127.0.0.1', folder), site('localhost', folder)]);
  try {
    return await use(...sites);
  } finally {
    await Promise.all(sites.map(it => it.end()));
    await keep?.(folder);
    await rm(folder, { recursive: true });
  }
}
