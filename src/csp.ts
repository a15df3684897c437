import type { Carrier } from './types.ts';

let blocked: Record<string, string> | undefined;

/** A policy does not see the query. */
const address = (url: string) => url.split(/[?#]/)[0] as string;

const watch = () => {
  const found: Record<string, string> = {};
  globalThis.addEventListener?.(
    'securitypolicyviolation',
    ({ disposition, effectiveDirective, blockedURI }) => {
      if (disposition === 'enforce')
        found[effectiveDirective[0] + address(blockedURI)] = effectiveDirective;
    },
    true,
  );
  return found;
};

/**
 * The directive of the page's Content Security Policy that is known to block this address by this
 * transport.
 *
 * It is known from the violation that an earlier request has met: Chromium's and WebKit's
 * `sendBeacon` says `true` even then.
 *
 * @see https://w3c.github.io/webappsec-csp/#violation-events
 */
export const csp = (via: Carrier, url: string): string | undefined => {
  blocked ??= watch();
  // connect-src, img-src, script-src-elem
  return blocked[(/^[is]/.exec(via) ?? 'c')[0] + address(url)];
};
