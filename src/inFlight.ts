/**
 * What this page's sendoff requests hold of the browser's limits: the bytes of their keepalive bodies
 * until the answers have been read, and how many those are.
 *
 * A beacon's end is told to nobody: each counts for as long as the page lives. Its bytes do not count,
 * since the browser itself says `false` where they do not fit.
 */
export const inFlight = { bytes: 0, requests: 0, beacons: 0 };
