/** The names that were given, one by one or with commas between, in the order of all; all where none was. */
export function choose<Name extends string>(
  what: string,
  given: readonly string[],
  all: readonly Name[],
): readonly Name[] {
  const names = given.flatMap(text => text.split(','));
  for (const name of names) {
    if (!all.some(known => known === name))
      throw new Error(`${what} must be one of ${all.join(', ')}, not '${name}'.`);
  }
  return names.length === 0 ? all : all.filter(name => names.includes(name));
}

export function parseCount(option: string, text: string): number {
  if (/^[1-9]\d{0,2}$/.test(text)) return Number(text);
  throw new Error(`${option} must be a number from 1 to 999, not '${text}'.`);
}
