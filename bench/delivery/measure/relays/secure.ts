import { constants, createSecureServer, type Http2ServerRequest } from 'node:http2';
import { connect } from 'node:net';
import { createServer } from 'node:tls';
import { generate } from 'selfsigned';
import { forward } from './forward.ts';
import { listen, type StartRelay } from './relay.ts';

/** A key and a certificate that nobody has signed, made once: the engines are started to accept it. */
const certificate = generate([{ name: 'commonName', value: 'localhost' }], {
  keyType: 'ec',
}).then(({ private: key, cert }) => ({ key, cert }));

/** HTTPS, with HTTP/1.1 in it. */
export const https: StartRelay = async port => {
  const server = createServer({ ...(await certificate), ALPNProtocols: ['http/1.1'] }, near => {
    const far = connect(port, '127.0.0.1');
    near.on('error', () => far.destroy()).pipe(far);
    far.on('error', () => near.destroy()).pipe(near);
  });
  return listen(server, 'https');
};

/** HTTP/2. */
export const h2: StartRelay = async port =>
  listen(
    createSecureServer(await certificate, (asked, answer) => forward(port, asked, answer)),
    'https',
  );

/**
 * HTTP/2 that ends its connection at the first request of each URL to the collector: that one has not
 * been read, says the frame, and may be sent again.
 */
export const goaway: StartRelay = async port => {
  const refused = new Set<string>();
  const server = createSecureServer(await certificate, (asked, answer) => {
    const { url } = asked;
    if (!url.startsWith('/collect') || refused.has(url)) return forward(port, asked, answer);
    refused.add(url);
    end(asked);
  });
  return listen(server, 'https');
};

function end({ stream }: Http2ServerRequest): void {
  const { id = 0, session } = stream;
  session?.goaway(constants.NGHTTP2_NO_ERROR, id - 2);
  session?.close();
  stream.close(constants.NGHTTP2_REFUSED_STREAM);
}
