import type { End } from '../jobs/script.ts';

/**
 * One way in which a server starts a script and lets go of it. Resolves when the visitor can have
 * an answer; rejects where the script could not be started.
 */
export type Way = (errand: Errand) => Promise<Sent>;

/** A script to start. */
export interface Errand {
  url: URL;
  /** What this machine calls it: a script's name; for one of another host, only its URL. */
  name: string;
  method: 'GET' | 'POST';
  fields: Readonly<Record<string, string>>;
  cookies: Readonly<Record<string, string>>;
}

export interface Sent {
  /** The end of what is no request, and so has no line in the log for itself. */
  ended?: Promise<End>;
}
