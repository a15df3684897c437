import type { Script } from '../script.ts';
import { slow } from './slow.ts';

/** Does the work of `slow`, and throws at its end. */
export const broken: Script = async run => {
  await slow(run);
  throw new Error('This script is broken on purpose');
};
