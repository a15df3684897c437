import { fileURLToPath } from 'node:url';
import files from '@fastify/static';
import type { FastifyInstance } from 'fastify';

const PUBLIC = fileURLToPath(new URL('../public/', import.meta.url));
const DIST = fileURLToPath(new URL('../../dist/', import.meta.url));

// Just what the pages use; the playground fires by fetch, beacon, image and script at its own origin.
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "frame-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The demo's own pages, the built SDK, and what folders else are to be served, by URL prefix. */
export async function pages(
  app: FastifyInstance,
  extra: Readonly<Record<string, string>>,
): Promise<void> {
  await app.register(files, {
    root: PUBLIC,
    extensions: ['html'],
    setHeaders: reply => reply.header('content-security-policy', POLICY),
  });
  const folders = { '/dist/': DIST, ...extra };
  for (const [prefix, root] of Object.entries(folders)) {
    await app.register(files, { root, prefix, extensions: ['html'], decorateReply: false });
  }
  // Browsers ask for it unasked, also for a page that is none of ours.
  app.get('/favicon.ico', async (_request, reply) => reply.code(204).send());
}
