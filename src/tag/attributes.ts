import { check } from '../check.ts';

/**
 * The options that an element's `data-*` attributes say: `data-sendoff-when="hidden"` is
 * `{ when: 'hidden' }`. An attribute without a value is `true`, `"false"` is `false`.
 *
 * @throws TypeError where `data` is not JSON
 */
export const attributes = ({ dataset }: HTMLElement, prefix: string): Record<string, unknown> => {
  const options: Record<string, unknown> = {};
  for (const [name, value = ''] of Object.entries(dataset)) {
    if (!name.startsWith(prefix)) continue;
    const option = name.slice(prefix.length).replace(/^./, initial => initial.toLowerCase());
    options[option] = value === 'false' ? false : value || true;
    if (option === 'data')
      try {
        options.data = JSON.parse(value);
      } catch {
        check(option, value, 'JSON');
      }
  }
  return options;
};
