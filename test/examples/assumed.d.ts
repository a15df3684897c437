/** What examples take for granted: the page's own. */

/** What a page knows of a visit. */
declare const session: { summary(): Record<string, string> };

declare const useEffect: typeof import('react').useEffect;

/** The script tag's global. */
declare const sendoff: typeof import('sendoff').trigger;
