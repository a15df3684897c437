/** What a script may be called with; anything else is answered 405. */
export const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH'] as const;
