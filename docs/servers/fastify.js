// Fastify: PORT=8085 node fastify.js
import { appendFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import Fastify from 'fastify';

const GIF = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
const app = Fastify({ bodyLimit: 64 * 1024 });

// Plain objects come as a form. Any other type is text: Fastify would answer 415 to it.
app.addContentTypeParser(
  'application/x-www-form-urlencoded',
  { parseAs: 'string' },
  async (_request, body) => Object.fromEntries(new URLSearchParams(body)),
);
app.addContentTypeParser('*', { parseAs: 'string' }, async (_request, body) => body);

app.all('/trigger', async (request, reply) => {
  // The work is not awaited: the answer does not wait for it, nor does it for the client.
  const fields = { ...request.query, ...Object(request.body) };
  rebuild(String(fields.id)).catch(console.error); // what nobody awaits must be caught

  reply.header('cache-control', 'no-store');
  if (request.headers['sec-fetch-dest'] === 'image') return reply.type('image/gif').send(GIF);
  return reply.code(204).send();
});

async function rebuild(id) {
  await pause(1000);
  await appendFile('done', `${id}\n`);
}

await app.listen({ port: Number(process.env.PORT ?? 8085), host: '127.0.0.1' });
