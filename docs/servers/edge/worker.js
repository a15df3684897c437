// The site's triggers at the edge, as Cloudflare Workers run it. Its queue is the binding TRIGGERS. Give the
// consumer a `dead_letter_queue`: without one, what has failed four times is deleted.
import { answerFor, readTag } from 'sendoff/server';

const METHODS = ['GET', 'HEAD', 'POST'];
const MAX_BYTES = 64 * 1024; // what Chromium and WebKit send from a page that is left

export default {
  async fetch(request, env) {
    const { method, url, headers } = request;
    const { pathname, search, searchParams } = new URL(url);
    if (pathname !== '/trigger') return refuse(404, 'No such thing.');
    if (!METHODS.includes(method))
      return refuse(405, `${method} is none of ${METHODS.join(', ')}.`, {
        allow: METHODS.join(', '),
      });
    const tag = readTag(url);
    if (!tag && searchParams.has('sendoff')) return refuse(400, 'The tag is not page.n.via.when.');
    if (Number(headers.get('content-length')) > MAX_BYTES) return refuse(413, 'More than 64 KiB.');
    const bytes = await request.arrayBuffer();
    // In chunks, it did not say so.
    if (bytes.byteLength > MAX_BYTES) return refuse(413, 'More than 64 KiB.');

    const body = decode(bytes);
    if (body === undefined) return refuse(415, 'Only text in UTF-8 is taken.');

    const trigger = { time: new Date().toISOString(), id: tag?.id, method, search };
    try {
      // Before the answer: 2xx means queued.
      await env.TRIGGERS.send({ ...trigger, type: headers.get('content-type'), body });
    } catch (error) {
      console.error(error);
      return refuse(500, 'It was not written down.');
    }

    const answer = answerFor(headers, tag);
    return new Response(answer.body, answer);
  },

  // At least once, and not in order: work whose effect must not be doubled checks the id.
  async queue({ messages }) {
    for (const message of messages) {
      try {
        await work(message.body);
        message.ack();
      } catch (error) {
        console.error(error);
        message.retry({ delaySeconds: 60 });
      }
    }
  },
};

/** The text as it came, with its byte order mark where it has one; nothing where it is none in UTF-8. */
function decode(bytes) {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function refuse(status, text, headers = {}) {
  const common = {
    'cache-control': 'no-store',
    'content-type': 'text/plain',
    'cross-origin-resource-policy': 'cross-origin',
  };
  return new Response(`${text}\n`, { status, headers: { ...common, ...headers } });
}

/** The work that a trigger starts: yours goes here. */
async function work(trigger) {
  console.log(trigger.id, trigger.search, trigger.body);
}
