import { check } from '../check.ts';
import { trigger } from '../trigger.ts';
import { attributes } from './attributes.ts';

/**
 * Fires what an element's `data-*` attributes say.
 *
 * @param prefix of the attributes: `''` for the script tag, `'sendoff'` for any other element
 * @param address the attribute that holds the URL, without the prefix
 * @throws TypeError which names the option, its value and what is allowed
 */
export const fire = (element: HTMLElement, prefix: string, address: string): void => {
  const { [address]: url, ...options } = attributes(element, prefix);
  check(`data-${prefix || address}`, typeof url, 'string', url);
  trigger(url as string, { nonce: element.nonce, ...options });
};
