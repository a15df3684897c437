import { createServer } from 'node:http';
import { connect, createServer as createTcpServer } from 'node:net';
import { forward } from './forward.ts';
import { listen, type StartRelay } from './relay.ts';

/** Leads each request of the collector elsewhere first. */
export const redirect =
  (status: 302 | 307): StartRelay =>
  port => {
    const server = createServer((asked, answer) => {
      const { url = '/' } = asked;
      if (url.includes('&moved')) return forward(port, asked, answer);
      answer.writeHead(status, { Location: `${url}&moved` }).end();
    });
    return listen(server, 'http');
  };

/** Passes each request on at once, and holds its answer. */
export const slowAnswer =
  (ms: number): StartRelay =>
  port =>
    listen(
      createServer((asked, answer) => forward(port, asked, answer, ms)),
      'http',
    );

/**
 * Cuts the connection when the site has read a request to the collector or a script and answers it, once for each
 * URL: on a connection that has answered before, as when a server ends an idle one, or on a fresh one.
 */
export const reset =
  (which: 'fresh' | 'reused'): StartRelay =>
  port => {
    const cut = new Set<string>();
    const server = createTcpServer(near => {
      const far = connect(port, '127.0.0.1');
      let hasAnswered = false;
      let isCutting = false;
      near.on('data', chunk => {
        const url = / (\/(?:collect|scripts\/)\S*)/.exec(`${chunk}`)?.[1];
        if (url && !cut.has(url) && hasAnswered === (which === 'reused')) {
          cut.add(url);
          isCutting = true;
        }
        far.write(chunk);
      });
      far.on('data', chunk => {
        hasAnswered = true;
        if (isCutting) near.resetAndDestroy();
        else near.write(chunk);
      });
      near.on('close', () => far.destroy());
      far.on('close', () => near.destroy());
      far.on('error', () => {});
    });
    return listen(server, 'http');
  };

/** Nobody listens: connections are refused. */
export const down: StartRelay = async () => {
  const { port, protocol, end } = await listen(createTcpServer(), 'http');
  await end();
  return { port, protocol, async end() {} };
};
