import type { Transport } from '../types.ts';
import { element } from './element.ts';

/** A GET by an image that is never shown. */
export const img: Transport = leg => element(new Image(), leg, leg.url);
