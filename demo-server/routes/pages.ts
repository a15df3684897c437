import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import files from '@fastify/static';
import type { FastifyPluginAsync } from 'fastify';
import { composePage } from './composePage.ts';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
const PUBLIC = path('../public/');
const PARTS = path('../parts/');
const DIST = path('../../dist/');
const RECIPES = path('../../docs/recipes/');
/** What has been measured, if it has. */
const MEASURED = {
  '/delivery.json': path('../../docs/delivery.json'),
  '/conditions.json': path('../../docs/conditions.json'),
  '/benchmarks.json': path('../../docs/benchmarks.json'),
};

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
].join('; ');
/** The pages that the home page shows in frames. */
const FRAMED = ['visitor'];

interface PageOptions {
  /** Folders that are served as well, by URL prefix. */
  folders: Readonly<Record<string, string>>;
}

/** The demo's own pages, the recipes', and the built SDK. */
export const pages: FastifyPluginAsync<PageOptions> = async (app, { folders }) => {
  const parts = Object.fromEntries(readPages(PARTS));
  for (const [name, html] of readPages(PUBLIC)) {
    const url = name === 'home' ? '/' : `/${name}`;
    const page = composePage(html, parts, url);
    const policy = `${POLICY}; frame-ancestors ${FRAMED.includes(name) ? "'self'" : "'none'"}`;
    app.get(url, async (request, reply) => {
      // The router takes `*` for `/`.
      if (request.url === '*') return reply.callNotFound();
      return reply
        .headers({ 'content-security-policy': policy, 'cache-control': 'no-cache' })
        .type('text/html; charset=utf-8')
        .send(page);
    });
  }
  await app.register(files, {
    root: PUBLIC,
    index: false,
    // A page has a route; a folder is nothing to show.
    allowedPath: name => !['', '.html'].includes(extname(name)),
  });
  const shared = { extensions: ['html'], decorateReply: false };
  for (const [prefix, root] of Object.entries({ '/dist/': DIST, ...folders })) {
    await app.register(files, { root, prefix, ...shared });
  }
  await app.register(files, {
    root: RECIPES,
    prefix: '/recipes/',
    ...shared,
    // They are to be read, so they have scripts inline, as the other pages do not.
    setHeaders: reply => {
      reply.header('content-security-policy', "frame-ancestors 'none'");
    },
  });
  for (const [url, file] of Object.entries(MEASURED)) {
    app.get(url, async (_request, reply) =>
      existsSync(file) ? reply.sendFile(basename(file), dirname(file)) : reply.code(204).send(),
    );
  }
  // Browsers ask for it unasked, also for a page that is none of ours.
  app.get('/favicon.ico', async (_request, reply) => reply.code(204).send());
};

/** The HTML files of a folder and of those in it, by name. */
function readPages(folder: string): [string, string][] {
  return readdirSync(folder, { encoding: 'utf8', recursive: true })
    .filter(file => file.endsWith('.html'))
    .map(file => [basename(file, '.html'), readFileSync(`${folder}${file}`, 'utf8')]);
}
