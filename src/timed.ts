/**
 * Whether a request of this URL has left: the browser has timed it.
 *
 * WebKit times no request that fails, Firefox those soon after, and a full buffer takes no more: what
 * has not been timed may have left.
 *
 * @see https://w3c.github.io/resource-timing/
 */
export const timed = (url: string): boolean => performance.getEntriesByName(url).length > 0;
