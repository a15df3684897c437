/** What an event costs in a body, in bytes: itself in UTF-8, and a comma or a line break. */
export const weigh = (event: string): number => new TextEncoder().encode(event).length + 1;
