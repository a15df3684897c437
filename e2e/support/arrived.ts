import type { Site } from './site.ts';

/** How often each case of a test has arrived: `{ 'img.load': 1 }`. */
export async function arrived(server: Site, test: string): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { query } of await server.received({ query: { test } })) {
    const name = String(query.case);
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

/** What `arrived` says when each of these has arrived once. */
export function once(names: readonly string[]): Record<string, number> {
  return Object.fromEntries(names.map(name => [name, 1]));
}
