/**
 * A request's data in short: `id=7 note=hello`.
 *
 * @param {unknown} value
 * @returns {string}
 */
export function inShort(value) {
  if (value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return JSON.stringify(value);
  }
  return Object.entries(value)
    .map(([name, field]) => `${name}=${typeof field === 'string' ? field : JSON.stringify(field)}`)
    .join(' ');
}
