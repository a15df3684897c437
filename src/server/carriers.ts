import type { Carrier } from '../types.ts';

/** The form in which an answer counts as one: an element has its `error` event at any other. */
export type Form = 'gif' | 'javascript' | 'empty';

interface Traits {
  form: Form;
  /** What `Sec-Fetch-Dest` may say. */
  dests: readonly string[];
}

/**
 * What a server has to know of each carrier. An element's request may say `empty` too: in an exit
 * handler Chromium and WebKit label it so, and a trigger that is overtaken by the exit leaves as a
 * fetch of the same URL.
 */
export const CARRIERS: Readonly<Record<Carrier, Traits>> = {
  fetch: { form: 'empty', dests: ['empty'] },
  beacon: { form: 'empty', dests: ['empty'] },
  fetchLater: { form: 'empty', dests: ['empty'] },
  img: { form: 'gif', dests: ['image', 'empty'] },
  script: { form: 'javascript', dests: ['script', 'empty'] },
};
