import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Fastify from 'fastify';
import { sendAnswer } from '../../demo-server/http/sendAnswer.ts';
import { poll } from '../../e2e/browsers/poll.ts';
import { answerFor } from '../../src/server.ts';

/** A document that is opened once. */
export interface Page {
  url: string;
  /** Resolves when this many of its calls have arrived. */
  arrived(count: number): Promise<void>;
}

/** Takes what a page of a tour reports, and says where it is to go. */
export type Guide = (path: string, reported: unknown) => Promise<string>;

export interface Server {
  page(file: string): Page;
  /** Has this guide answer from now on. */
  follow(guide: Guide): void;
  end(): Promise<void>;
}

const ROOTS = {
  '/:folder/:file': fileURLToPath(new URL('pages/', import.meta.url)),
  '/:folder/dist/:file': fileURLToPath(new URL('../../dist/', import.meta.url)),
};

/**
 * Serves the pages and the build, and takes their calls, on one origin.
 *
 * @param warm all pages are in one folder, so that an engine may reuse code that it has compiled for an
 * earlier one; else each is in its own folder, and its code is as new as on a first visit
 */
export async function serve({ warm }: { warm: boolean }): Promise<Server> {
  const app = Fastify({ forceCloseConnections: true });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string' }, async (_: unknown, body: string) => body);
  for (const [path, root] of Object.entries(ROOTS)) {
    app.get<{ Params: { file: string } }>(`/pages${path}`, async ({ params: { file } }, reply) => {
      // Isolated pages have a finer clock: 5 µs instead of 100 in Chromium, 20 instead of 1,000 in Firefox.
      reply.header('cross-origin-opener-policy', 'same-origin');
      reply.header('cross-origin-embedder-policy', 'require-corp');
      reply.type(file.endsWith('.html') ? 'text/html' : 'text/javascript');
      return readFile(join(root, file));
    });
  }

  const calls = new Map<string, number>();
  app.route<{ Params: { page: string } }>({
    method: ['GET', 'POST'],
    url: '/call/:page',
    handler: async ({ method, params: { page } }, reply) => {
      calls.set(page, (calls.get(page) ?? 0) + 1);
      return sendAnswer(reply, answerFor(method === 'GET' ? { 'sec-fetch-dest': 'image' } : {}));
    },
  });
  let guide: Guide = async () => '';
  app.post<{ Params: { path: string } }>('/tour/:path', ({ params: { path }, body }) =>
    guide(path, JSON.parse(body as string)),
  );
  const origin = await app.listen({ host: '127.0.0.1', port: 0 });

  let pages = 0;
  return {
    page(file) {
      pages += 1;
      const id = String(pages);
      return {
        url: `${origin}/pages/${warm ? 'warm' : id}/${file}?page=${id}`,
        async arrived(count) {
          await poll(`${count} calls of ${file}`, () => (calls.get(id) ?? 0) >= count);
        },
      };
    },
    follow(next) {
      guide = next;
    },
    async end() {
      await app.close();
    },
  };
}
