// The site's triggers at the edge, as Cloudflare Workers run it. Its queue is the binding TRIGGERS.
import { answerFor, readTag } from 'sendoff/server';

const METHODS = ['GET', 'HEAD', 'POST'];
const MAX_BYTES = 64 * 1024; // what a browser sends from a page that is left

export default {
  async fetch(request, env) {
    const { method, url, headers } = request;
    const { pathname, search } = new URL(url);
    if (pathname !== '/trigger') return refuse(404, 'No such thing.');
    if (!METHODS.includes(method))
      return refuse(405, `${method} is none of ${METHODS.join(', ')}.`, {
        allow: METHODS.join(', '),
      });
    if (Number(headers.get('content-length')) > MAX_BYTES) return refuse(413, 'More than 64 KiB.');
    const bytes = await request.arrayBuffer();
    // In chunks, it did not say so.
    if (bytes.byteLength > MAX_BYTES) return refuse(413, 'More than 64 KiB.');

    const tag = readTag(url);
    const body = new TextDecoder().decode(bytes);
    const trigger = { time: new Date().toISOString(), method, search, body };
    await env.TRIGGERS.send({ ...trigger, id: tag?.id }); // before the answer: 2xx means queued

    const answer = answerFor(headers, tag);
    return new Response(answer.body, answer);
  },

  // At least once, and not in order: work whose effect must not be doubled checks the id.
  async queue({ messages }) {
    for (const message of messages) {
      try {
        await work(message.body);
        message.ack();
      } catch {
        message.retry();
      }
    }
  },
};

function refuse(status, text, headers = {}) {
  const plain = { 'cache-control': 'no-store', 'content-type': 'text/plain' };
  return new Response(`${text}\n`, { status, headers: { ...plain, ...headers } });
}

/** The work that a trigger starts: yours goes here. */
async function work(trigger) {
  console.log(trigger.id, trigger.search, trigger.body);
}
