import { parseArgs } from 'node:util';

export interface ServerOptions {
  port: number;
  host: string;
  log: string;
  allowOrigin: string[];
  queue: string | undefined;
}

/** Reads the command line; throws an error whose message says what is wrong with it. */
export function parseOptions(args: string[]): ServerOptions {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: 'string', default: '8787' },
      host: { type: 'string', default: '127.0.0.1' },
      log: { type: 'string', default: 'logs/requests.ndjson' },
      queue: { type: 'string' },
      'allow-origin': { type: 'string', multiple: true, default: [] },
    },
  });
  return {
    port: parsePort(values.port),
    host: values.host,
    log: values.log,
    allowOrigin: values['allow-origin'].map(parseOrigin),
    queue: values.queue === undefined ? undefined : parseRedis(values.queue),
  };
}

function parsePort(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new Error(`--port must be a number from 0 to 65535, not '${text}'.`);
}

function parseOrigin(text: string): string {
  if (URL.canParse(text) && new URL(text).origin === text) return text;
  throw new Error(`--allow-origin must be an origin such as https://example.com, not '${text}'.`);
}

function parseRedis(text: string): string {
  if (URL.canParse(text) && /^rediss?:$/.test(new URL(text).protocol)) return text;
  throw new Error(`--queue must be Redis, as redis://127.0.0.1:6379, not '${text}'.`);
}
