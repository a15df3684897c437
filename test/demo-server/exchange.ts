import { connect } from 'node:net';

/** The headers of a request after whose answer the server closes. */
export const CLOSE = 'Host: x\r\nConnection: close\r\n';

/** Writes bytes to a port, and resolves with all that comes back until the connection is closed. */
export function exchange(port: number, text: string | Uint8Array): Promise<string> {
  return new Promise(resolve => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    socket.setEncoding('utf8');
    socket.on('data', chunk => {
      answer += chunk;
    });
    // A server that closes on what it does not want to read may do so with a reset.
    socket.on('error', () => {});
    socket.on('close', () => resolve(answer));
  });
}

/** The status of the first answer. */
export const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]);
