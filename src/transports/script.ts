import type { Transport } from '../types.ts';
import { element } from './element.ts';

let policy: { createScriptURL(url: string): unknown } | undefined;

/** A GET by an injected script: the page runs what the server answers. */
export const script: Transport = leg => {
  const { url, nonce = '' } = leg;
  // Under `require-trusted-types-for 'script'` a plain string throws, and under `trusted-types` a
  // policy can be made only once.
  policy ??= globalThis.trustedTypes?.createPolicy('sendoff', { createScriptURL: url => url });
  const node = document.createElement('script');
  node.nonce = nonce;
  document.head.append(node);
  return element(node, leg, (policy?.createScriptURL(url) ?? url) as string);
};
