/**
 * What to fire, from the fields of the form or of the query string: they have the same names.
 *
 * @param {FormData | URLSearchParams} fields
 * @param {string} view this view's name, which marks its requests
 */
export function readCase(fields, view) {
  const ms = fields.get('ms') || '0';
  const query = new URLSearchParams(ms === '0' ? { view } : { ms, view });
  const via = fields.get('via') || undefined;
  return {
    url: `${ms === '0' ? '/collect' : '/scripts/slow'}?${query}`,
    isKept: fields.get('outbox') === '1',
    options: {
      ...(via && { via }),
      when: fields.get('when') || 'now',
      data: readData(fields),
      encoding: fields.get('encoding') || 'form',
    },
  };
}

function readData(fields) {
  switch (fields.get('data')) {
    case 'fields':
      return { id: fields.get('id') ?? '', note: fields.get('note') ?? '' };
    case 'json':
      return readJson(fields.get('json') ?? '');
    default:
      return undefined;
  }
}

/** The SDK takes objects; any other JSON is sent as text. */
function readJson(text) {
  try {
    const value = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : text;
  } catch {
    return text;
  }
}
