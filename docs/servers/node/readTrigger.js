// What every server in Node does with a trigger: refuses what is wrong, and reads the rest.
import { isUtf8 } from 'node:buffer';
import { parse } from 'node:querystring';
import { readTag } from 'sendoff/server';

export const MAX_BYTES = 64 * 1024; // what Chromium and WebKit send from a page that is left
const METHODS = ['GET', 'HEAD', 'POST'];

/** A trigger, as its line in the log; what is refused is thrown, with its `statusCode`. */
export async function readTrigger({ method, url, headers }, body = Buffer.of()) {
  if (!METHODS.includes(method))
    throw refusal(405, `${method} is none of ${METHODS.join(', ')}.`, {
      allow: METHODS.join(', '),
    });
  const query = readFields(url.replace(/^[^?]*/, '').slice(1));
  const { sendoff } = query;
  if (sendoff !== undefined && (typeof sendoff !== 'string' || !readTag(url)))
    throw refusal(400, 'The tag is not page.n.via.when.');
  const trigger = { time: new Date().toISOString(), method, query };
  return body.length > 0
    ? { ...trigger, body: await readBody(headers['content-type'], body) }
    : trigger;
}

/** Fields of a form, else JSON, else the text as it is: an object causes no preflight in any of them. */
async function readBody(type = '', body) {
  if (!isUtf8(body)) throw refusal(415, 'Only text in UTF-8 is taken.');
  if (/^application\/x-www-form-urlencoded/i.test(type)) return readFields(String(body));
  if (/^multipart\/form-data/i.test(type)) return readFields(await readMultipart(type, body));
  return readText(String(body));
}

/** The values of a name that comes twice are an array. */
function readFields(text) {
  return parse(text, '&', '=', { maxKeys: 0 }); // by default it drops fields past 1,000
}

async function readMultipart(type, body) {
  const answer = new Response(body, { headers: { 'content-type': type } });
  const form = await answer.formData().catch(() => {
    throw refusal(400, 'The form is malformed.');
  });
  if ([...form.values()].some(value => typeof value !== 'string'))
    throw refusal(415, 'Files are not taken.');
  return String(new URLSearchParams(form));
}

function readText(text) {
  try {
    const value = JSON.parse(text);
    JSON.stringify(value); // throws where it nests too deep to be written down
    return typeof value === 'object' && value !== null ? value : text;
  } catch {
    return text;
  }
}

function refusal(statusCode, message, headers = {}) {
  return Object.assign(new Error(message), { statusCode, headers });
}
