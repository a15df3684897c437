/** What `arrived` says when each of these has arrived once. */
export function once(names: readonly string[]): Record<string, number> {
  return Object.fromEntries(names.map(name => [name, 1]));
}
