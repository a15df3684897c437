import type { Site } from './fixtures/site.ts';

/** How often each case of a test has arrived: `{ 'img.load': 1 }`. */
export async function arrived(server: Site, test: string): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { query } of await server.received({ query: { test } })) {
    const name = String(query.case);
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}
