/**
 * What the bodies of all of a page's keepalive requests share, in bytes.
 *
 * @see https://fetch.spec.whatwg.org/#http-network-or-cache-fetch
 */
export const quota = 65_536;
