import type { FastifyReply } from 'fastify';

/** Calls back when the connection ends before the answer has left. */
export function whenGone({ raw }: FastifyReply, callback: () => void): void {
  const check = () => {
    if (!raw.writableFinished) callback();
  };
  if (raw.destroyed) check();
  else raw.once('close', check);
}
