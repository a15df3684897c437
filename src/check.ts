/**
 * Finds a mistake where it is made.
 *
 * @param allowed a regular expression that also reads as an answer: `form|json`
 * @throws TypeError which names the option, its value and what is allowed
 */
export const check = (option: string, value: unknown, allowed: string, shown = value): void => {
  if (!RegExp(`^(${allowed})$`).test(value as string))
    throw TypeError(`sendoff: ${option} is "${shown}"; allowed: ${allowed}`);
};
