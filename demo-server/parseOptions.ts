import { type ParseArgsConfig, parseArgs } from 'node:util';

export interface ServerOptions {
  port: number;
  host: string;
  log: string;
  /** In bytes. */
  logSize: number;
  logFiles: number;
  /** In milliseconds. */
  grace: number;
  allowOrigin: string[];
  allowHost: string[];
  queue: string | undefined;
}

/** Reads the command line; throws an error whose message says what is wrong with it. */
export function parseOptions(args: string[]): ServerOptions {
  const values = readValues(args);
  return {
    port: parseCount('--port', 'a number', values.port, 65_535),
    host: parseAddress(values.host),
    log: parseFile(values.log),
    logSize: parseSize(values['log-size']),
    logFiles: parseCount('--log-files', 'a number', values['log-files'], 99),
    grace: parseCount('--grace', 'a number of seconds', values.grace, 3600) * 1000,
    allowOrigin: values['allow-origin'].map(parseOrigin),
    allowHost: values['allow-host'].map(parseHost),
    queue: values.queue === undefined ? undefined : parseRedis(values.queue),
  };
}

const OPTIONS = {
  port: { type: 'string', default: '8787' },
  host: { type: 'string', default: '127.0.0.1' },
  log: { type: 'string', default: 'logs/requests.ndjson' },
  'log-size': { type: 'string', default: '100M' },
  'log-files': { type: 'string', default: '5' },
  grace: { type: 'string', default: '10' },
  queue: { type: 'string' },
  'allow-origin': { type: 'string', multiple: true, default: [] },
  'allow-host': { type: 'string', multiple: true, default: [] },
} as const satisfies ParseArgsConfig['options'];

function readValues(args: string[]) {
  try {
    return parseArgs({ args, options: OPTIONS }).values;
  } catch (error) {
    const message = (error as Error).message.replace(/\.?$/, '.');
    throw new Error(`${message} The options are --${Object.keys(OPTIONS).join(', --')}.`);
  }
}

/** Node takes an empty host for every address of the machine. */
function parseAddress(text: string): string {
  if (text.trim() !== '') return text;
  throw new Error(`--host must be an address or a name of this machine, not '${text}'.`);
}

function parseFile(text: string): string {
  if (text !== '' && !text.endsWith('/')) return text;
  throw new Error(`--log must be a file such as logs/requests.ndjson, not '${text}'.`);
}

function parseCount(option: string, what: string, text: string, most: number): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= most) return Number(text);
  throw new Error(`${option} must be ${what} from 0 to ${most}, not '${text}'.`);
}

const UNITS = { K: 1024, M: 1024 ** 2, G: 1024 ** 3 };

function parseSize(text: string): number {
  const [, digits, unit] = /^([1-9]\d{0,5})([KMG])$/.exec(text) ?? [];
  if (digits !== undefined) return Number(digits) * UNITS[unit as keyof typeof UNITS];
  throw new Error(`--log-size must be a size such as 512K, 100M or 2G, not '${text}'.`);
}

function parseOrigin(text: string): string {
  if (URL.canParse(text) && new URL(text).origin === text) return text;
  throw new Error(`--allow-origin must be an origin such as https://example.com, not '${text}'.`);
}

function parseHost(text: string): string {
  if (/^[a-z\d]([a-z\d.-]*[a-z\d])?$/i.test(text)) return text.toLowerCase();
  throw new Error(`--allow-host must be a host name such as demo.example.com, not '${text}'.`);
}

function parseRedis(text: string): string {
  if (/^rediss?:\/\/./.test(text) && URL.canParse(text)) return text;
  throw new Error(`--queue must be Redis, as redis://127.0.0.1:6379, not '${text}'.`);
}
