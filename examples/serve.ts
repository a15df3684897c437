import { fileURLToPath } from 'node:url';
import files from '@fastify/static';
import type { FastifyInstance } from 'fastify';

const folder = (path: string) => fileURLToPath(new URL(`dist/${path}`, import.meta.url));

/** Serves the built example applications: two of static files, and one that this server renders. */
export async function serve(app: FastifyInstance): Promise<void> {
  const folders = {
    '/apps/react/': 'react',
    '/apps/vue/': 'vue',
    '/apps/ssr/assets/': 'ssr/client/assets',
  };
  for (const [prefix, path] of Object.entries(folders))
    await app.register(files, { root: folder(path), prefix, decorateReply: false });

  app.get('/apps/ssr/*', async (request, reply) => {
    process.env.NODE_ENV = 'production';
    await import(folder('ssr/server/entry.mjs'));
    const { renderPage } = await import('vike/server');
    const { httpResponse } = await renderPage({ urlOriginal: request.url });
    const { statusCode, headers } = httpResponse;
    return reply
      .code(statusCode)
      .headers(Object.fromEntries(headers))
      .send(await httpResponse.getBody());
  });
}
