/** How much of one request's data a line of the log holds, in characters of JSON. */
const LIMIT = 8 * 1024;

/** The data as the log can hold it: whole, or the start of its text. */
export function bounded(data: unknown): { data?: unknown; truncated?: true } {
  if (data === undefined) return {};
  const text = toJson(data);
  if (text !== undefined && text.length <= LIMIT) return { data };
  const whole = typeof data === 'string' ? data : (text ?? 'nested too deeply to be shown');
  return { data: whole.slice(0, LIMIT), truncated: true };
}

/** `JSON.parse` reads nesting of any depth, while `JSON.stringify` runs out of stack. */
function toJson(data: unknown): string | undefined {
  try {
    return JSON.stringify(data);
  } catch {
    return undefined;
  }
}
