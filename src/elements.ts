import type { Carrier, Via } from './types.ts';

/** Whether only elements are named: their requests hold the load event, and are always a GET. */
export const elements = (via: Carrier | readonly Via[]): boolean => !/fetch|beacon/.test(`${via}`);
