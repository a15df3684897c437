/** Whether the page is hidden, or about to be: in `pagehide` it is still visible. */
export const leaving = (): boolean =>
  globalThis.document?.hidden || globalThis.event?.type === 'pagehide';
