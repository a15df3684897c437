// Express: PORT=8084 node express.js
import { appendFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import express from 'express';

const GIF = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
const app = express();

// Plain objects come as a form, or as JSON in text/plain, which needs no preflight.
app.use(express.urlencoded({ extended: false, limit: '64kb' }), express.text({ limit: '64kb' }));

app.all('/trigger', (request, response) => {
  response.set('Cache-Control', 'no-store');
  if (request.get('Sec-Fetch-Dest') === 'image') response.type('gif').send(GIF);
  else response.status(204).end();

  // The work begins after the answer. Node goes on with it when the client has left.
  const fields = { ...request.query, ...Object(request.body) };
  rebuild(String(fields.id)).catch(console.error); // what nobody awaits must be caught
});

async function rebuild(id) {
  await pause(1000);
  await appendFile('done', `${id}\n`);
}

app.listen(Number(process.env.PORT ?? 8084), '127.0.0.1');
