/** How much of one request's data a line of the log holds, in characters of JSON. */
const LIMIT = 8 * 1024;

/**
 * How deep data may nest. `JSON.parse` reads any depth, while `JSON.stringify` runs out of stack at some
 * thousand levels: how many depends on what has called it, and a line of the log is written more than once.
 */
const LEVELS = 100;

/** The data as the log can hold it: whole, or the start of its text. */
export function bounded(data: unknown): { data?: unknown; truncated?: true } {
  if (data === undefined) return {};
  const text = toJson(data);
  if (text !== undefined && text.length <= LIMIT && !isDeeper(data, LEVELS)) return { data };
  const whole = typeof data === 'string' ? data : (text ?? 'nested too deeply to be shown');
  return { data: whole.slice(0, LIMIT), truncated: true };
}

function toJson(data: unknown): string | undefined {
  try {
    return JSON.stringify(data);
  } catch {
    return undefined;
  }
}

function isDeeper(data: unknown, levels: number): boolean {
  if (typeof data !== 'object' || data === null) return false;
  return levels === 0 || Object.values(data).some(value => isDeeper(value, levels - 1));
}
