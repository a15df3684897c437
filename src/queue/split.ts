/** What an event costs in a body, in bytes: itself in UTF-8, and a comma or a line break. */
export const weigh = (event: string): number => new TextEncoder().encode(event).length + 1;

/**
 * Splits events into requests, in order, so that as many as possible leave, the oldest first. Pure.
 *
 * @param most the largest body, in bytes; an event that is larger alone travels alone
 * @param left of the quota, in bytes: what fits into it is apart from what does not
 */
export const split = (events: readonly string[], most: number, left: number): string[][] => {
  const parts: string[][] = [];
  let part: string[] = [];
  let room = 0;
  let fits = false;
  for (const event of events) {
    const bytes = weigh(event);
    if (bytes > room) {
      part = [];
      parts.push(part);
      fits = bytes < left;
      // A body costs a byte more than its events: two brackets, and one comma less.
      room = (fits && left < most ? left : most) - 1;
      if (fits) left--;
    }
    part.push(event);
    room -= bytes;
    // What does not fit goes another way, and takes no room from what does.
    if (fits) left -= bytes;
  }
  return parts;
};
