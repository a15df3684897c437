import fc from 'fast-check';

/** What one client does. */
export interface Visit {
  /** What it writes to the socket. */
  bytes: Buffer;
  /** Whether it goes away as soon as an answer begins, or when none comes. */
  leaves: boolean;
}

type Bytes = fc.Arbitrary<Buffer>;

const METHODS = [
  ...['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND', 'TRACE', 'CONNECT'],
  'BREW',
];

const HOSTS = [
  'x',
  'localhost',
  '127.0.0.1',
  '[::1]',
  'evil.example',
  'localhost.evil.example',
  '',
];
/** None of them is the server's own. */
const ORIGINS = ['null', 'http://evil.example', 'https://x', 'http://127.0.0.1:1', 'http://[', ''];

/** The event stream has no end, and the log grows with each of these: who asks for them leaves. */
const DOWNLOADS = ['/log', '/log.csv', '/events'];

const PATHS = [
  '/',
  '/live',
  '/playground',
  '/live/live.js',
  '/shared/base.css',
  '/dist/index.js',
  '/delivery.json',
  '/conditions.json',
  '/collect',
  '/scripts/slow',
  '/scripts/none',
  ...['/methods/popen', '/methods/curl', '/methods/socket', '/methods/pool', '/methods/none'],
  '*',
  'http://example.com/collect',
];

const SEGMENTS = [
  ...['..', '.', '', '%2e%2e', '..%2f', '..\\', '%5c..', '%00', '%c0%ae', '%zz', '~', '....//'],
  ...['secret.txt', 'etc', 'passwd', 'proc', 'self', 'environ', 'package.json', '.git', 'config'],
  ...['logs', 'requests.ndjson', 'scripts', 'js', 'dist', 'parts', 'C:', 'collect', 'events.'],
];

const TYPES = [
  'application/x-www-form-urlencoded',
  'application/json',
  'text/plain;charset=UTF-8',
  'multipart/form-data; boundary=x',
  'multipart/form-data',
  'application/octet-stream',
  ';;;',
];

const NAMES = [
  ...['User-Agent', 'Referer', 'Accept', 'Cookie', 'Content-Type', 'Sec-Fetch-Dest'],
  ...['Sec-Fetch-Mode', 'Sec-Fetch-Site', 'Range', 'If-None-Match', 'Expect', 'Upgrade', 'X-Any'],
];

/** What ends a line in some reader, or is obeyed by a terminal: too rare among all of Unicode. */
const EVIL = [...'\n\r\u0000\u001b\u007f\u0085\u009b\u2028\u2029\u202e\u{e0001}"\\'];

const text = fc.string({
  unit: fc.oneof(fc.string({ unit: 'binary', maxLength: 1 }), fc.constantFrom(...EVIL)),
  maxLength: 40,
});

const path = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...PATHS) },
  fc
    .array(fc.oneof(fc.constantFrom(...SEGMENTS), fc.webSegment()), { minLength: 1, maxLength: 8 })
    .map(segments => `/${segments.join('/')}`),
);

const tag = fc
  .tuple(
    fc.oneof(fc.constantFrom('p', 'q', '__proto__'), text),
    fc.oneof(fc.nat(20), fc.integer(), fc.constant('x')),
    fc.constantFrom('fetch', 'beacon', 'img', 'script', 'fetchLater', 'none', ''),
    fc.constantFrom('now', 'load', 'idle', 'hidden', 'pagehide', 'constructor'),
  )
  .map(parts => parts.join('.'));

const query = fc
  .array(
    fc.oneof(
      tag.map(value => ['sendoff', value] as const),
      fc.constantFrom('0', '1', '5', '-1', '1e3', '').map(value => ['ms', value] as const),
      fc.tuple(text, text),
    ),
    { maxLength: 6 },
  )
  .chain(fields =>
    fc.boolean().map(encoded => {
      const write = encoded ? encodeURIComponent : (raw: string) => raw.replace(/[\s#]/g, '+');
      return fields.map(([name, value]) => `${write(name)}=${write(value)}`).join('&');
    }),
  );

// A header's value is Latin-1; a line end in it is one of the malformed requests below.
const headers = fc.array(
  fc.tuple(
    fc.constantFrom(...NAMES),
    fc.oneof(
      fc.constantFrom('empty', 'image', 'script', 'navigate', 'no-cors', ...TYPES),
      fc.string({ maxLength: 60 }),
    ),
  ),
  { maxLength: 8 },
);

const body = fc.oneof(
  fc.constant(Buffer.alloc(0)),
  fc.json().map(json => Buffer.from(json)),
  text.map(value => Buffer.from(value)),
  fc.uint8Array({ maxLength: 300 }).map(bytes => Buffer.from(bytes)),
  text.map(value =>
    Buffer.from(`--x\r\nContent-Disposition: form-data; name="${value}"\r\n\r\n${value}\r\n--x--`),
  ),
);

/** How the body's length is told: rightly, in chunks, wrongly, or not at all. */
const framing = fc.constantFrom('length', 'length', 'chunked', 'short', 'long', 'both', 'none');

function frame(kind: string, content: Buffer): { lines: string[]; content: Buffer } {
  const chunks = Buffer.concat([
    Buffer.from(`${content.length.toString(16)}\r\n`),
    content,
    Buffer.from(content.length > 0 ? '\r\n0\r\n\r\n' : '\r\n'),
  ]);
  const length = (bytes: number) => `Content-Length: ${bytes}`;
  switch (kind) {
    case 'length':
      return { lines: [length(content.length)], content };
    case 'chunked':
      return { lines: ['Transfer-Encoding: chunked'], content: chunks };
    case 'short':
      return { lines: [length(Math.max(0, content.length - 3))], content };
    case 'long':
      return { lines: [length(content.length + 3)], content };
    case 'both':
      return { lines: [length(content.length), 'Transfer-Encoding: chunked'], content: chunks };
    default:
      return { lines: [], content };
  }
}

const host = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...HOSTS).map(name => [`Host: ${name}`]) },
  fc.string({ maxLength: 20 }).map(name => [`Host: ${name}`]),
  fc.constant([]),
);

const origin = fc.constantFrom([], ...ORIGINS.map(name => [`Origin: ${name}`]));

/** Requests of the right shape, whatever is in them, after which the connection stays open, or not. */
const shaped = (where: fc.Arbitrary<string>, connection: 'close' | 'keep-alive'): Bytes =>
  fc
    .record({
      ...{ method: fc.constantFrom(...METHODS), path: where, query, host, origin, headers, body },
      framing,
    })
    .map(({ method, path: at, query: search, headers: fields, body: bytes, ...more }) => {
      const { lines, content } = frame(more.framing, bytes);
      const head = [
        `${method} ${at}${search === '' ? '' : `?${search}`} HTTP/1.1`,
        ...more.host,
        ...more.origin,
        `Connection: ${connection}`,
        ...fields.map(([name, value]) => `${name}: ${value}`),
        ...lines,
      ];
      return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), content]);
    });

const structured = shaped(path, 'close');

/** Several requests at once, before the first has its answer; noise may stand between them. */
const pipelined: Bytes = fc
  .tuple(
    fc.array(
      fc.oneof(
        { weight: 4, arbitrary: shaped(path, 'keep-alive') },
        fc.uint8Array({ maxLength: 20 }).map(bytes => Buffer.from(bytes)),
      ),
      { minLength: 1, maxLength: 4 },
    ),
    structured,
  )
  .map(([first, last]) => Buffer.concat([...first, last]));

/** Requests in which bytes have been changed, put in, or cut off. */
const damaged: Bytes = fc
  .tuple(
    structured,
    fc.array(fc.tuple(fc.nat(), fc.uint8Array({ maxLength: 4 })), { minLength: 1, maxLength: 5 }),
    fc.nat(),
  )
  .map(([bytes, changes, cut]) => {
    const whole = Buffer.from(bytes);
    for (const [at, replacement] of changes) whole.set(replacement, at % (whole.length - 4));
    return cut % 3 === 0 ? whole.subarray(0, cut % whole.length) : whole;
  });

const noise: Bytes = fc
  .uint8Array({ minLength: 1, maxLength: 400 })
  .map(bytes => Buffer.from(bytes));

const read = (bytes: Buffer): Visit => ({ bytes, leaves: false });
const left = (bytes: Buffer): Visit => ({ bytes, leaves: true });

/** What may come in at a server's port. */
export const visits: fc.Arbitrary<Visit> = fc.oneof(
  { weight: 6, arbitrary: structured.map(read) },
  { weight: 3, arbitrary: damaged.map(read) },
  { weight: 2, arbitrary: pipelined.map(read) },
  { weight: 2, arbitrary: shaped(fc.constantFrom(...DOWNLOADS), 'close').map(left) },
  { weight: 1, arbitrary: structured.map(left) },
  { weight: 1, arbitrary: noise.map(read) },
);
