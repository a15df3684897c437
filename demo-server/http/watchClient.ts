import type { FastifyReply } from 'fastify';
import type { Received } from '../formats/entry.ts';

interface Watched {
  entry: Received;
  /** When the request came, by `performance.now()`. */
  since: number;
  onGone?: () => void;
}

/**
 * Logs when a client leaves before its answer has left. What it returns says at any time how long
 * ago the request came, in milliseconds, and whether its client is still there.
 */
export function watchClient(
  { raw, server }: FastifyReply,
  { entry, since, onGone = () => {} }: Watched,
): () => { after: number; client: 'there' | 'gone' } {
  let client: 'there' | 'gone' = 'there';
  const elapsed = () => Math.round(performance.now() - since);
  const check = () => {
    if (raw.writableFinished) return;
    client = 'gone';
    onGone();
    void server.recorder.gone(entry, elapsed());
  };
  if (raw.destroyed) check();
  else raw.once('close', check);
  return () => ({ after: elapsed(), client });
}
