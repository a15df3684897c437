import { check } from '../check.ts';

/** Options whose attributes hold JSON. */
const IN_JSON = ['data', 'headers'];

/**
 * The options that an element's `data-*` attributes say: `data-sendoff-when="hidden"` is
 * `{ when: 'hidden' }`. An attribute without a value is `true`, `"false"` is `false`, and a list has
 * commas between.
 *
 * @throws TypeError where `data` or `headers` is not JSON
 */
export const attributes = ({ dataset }: HTMLElement, prefix: string): Record<string, unknown> => {
  const options: Record<string, unknown> = {};
  for (const [name, value = ''] of Object.entries(dataset)) {
    if (!name.startsWith(prefix)) continue;
    const option = name.slice(prefix.length).replace(/^./, initial => initial.toLowerCase());
    options[option] = value === 'false' ? false : value || true;
    if (option === 'via') options.via = value.split(',').map(via => via.trim());
    if (IN_JSON.includes(option))
      try {
        options[option] = JSON.parse(value);
      } catch {
        check(`data-${prefix && `${prefix}-`}${option}`, value, 'JSON', false);
      }
  }
  return options;
};

/** Does what an element asks. A mistake in it is logged, and the page's other triggers go on. */
export const logErrors = (element: Element, act: () => void): void => {
  try {
    act();
  } catch (error) {
    console.error(`${error}`, element);
  }
};

/** The URL that an attribute holds: one without a value names none. */
export const urlOf = (attribute: string, value: unknown): string => {
  check(attribute, value, 'a URL', typeof value === 'string');
  return value as string;
};
