import cors from '@fastify/cors';
import plugin from 'fastify-plugin';
import { METHODS } from './methods.ts';

const ALLOWED = METHODS.join(', ');

interface CrossOrigin {
  /** The origins whose pages may read the answers. */
  allowed: readonly string[];
  /** Whether there is something at a path to ask for. */
  isPath(path: string): boolean;
}

/** Lets pages of other origins read the answers; others can still send. */
export const crossOrigin = plugin<CrossOrigin>(async (app, { allowed, isPath }) => {
  if (allowed.length === 0) return;
  app.addHook('onRequest', async ({ headers, sender, server }, reply) => {
    if (sender.method !== 'OPTIONS') return;
    const { origin = '', 'access-control-request-method': method } = headers;
    if (!isPath(sender.path)) return reply.refuse(404, 'There is nothing here');
    if (method === undefined) {
      return reply.header('allow', ALLOWED).refuse(405, `OPTIONS is none of ${ALLOWED}`);
    }
    if (!allowed.includes(origin)) return reply.refuse(403, 'This origin is not allowed');
    await server.recorder.preflight(sender, 204);
  });
  await app.register(cors, {
    origin: [...allowed],
    credentials: true,
    methods: [...METHODS],
    exposedHeaders: ['Retry-After'],
    strictPreflight: false,
  });
});
