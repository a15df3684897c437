import { type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { Http2ServerRequest, Http2ServerResponse } from 'node:http2';

type Asked = IncomingMessage | Http2ServerRequest;
type Answer = ServerResponse | Http2ServerResponse;

/** Of the connection between two, which the next one makes anew. HTTP/2 has none of them. */
const OWN_TO_CONNECTION = ['connection', 'keep-alive', 'transfer-encoding'];

/** Hands a request on to a port of this machine, and its answer back, which may be held for a while. */
export function forward(port: number, asked: Asked, answer: Answer, held = 0): void {
  const { method = '', url: path = '/', headers } = asked;
  const host = `${headers[':authority'] ?? headers.host}`;
  const up = request({ port, method, path, headers: { ...fields(headers), host } }, it => {
    const pass = () => {
      answer.writeHead(it.statusCode ?? 502, fields(it.headers));
      it.pipe(answer as ServerResponse);
    };
    if (held > 0) setTimeout(pass, held);
    else pass();
  });
  up.on('error', () => answer.destroy());
  asked.pipe(up);
}

function fields(
  headers: Readonly<Record<string, string | string[] | undefined>>,
): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      name.startsWith(':') || OWN_TO_CONNECTION.includes(name) || value === undefined
        ? []
        : [[name, value]],
    ),
  );
}
