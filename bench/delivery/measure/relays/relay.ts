import type { AddressInfo, Server, Socket } from 'node:net';

/** A server by which the browser reaches a site, instead of by the site's own port. */
export interface Relay {
  protocol: 'http' | 'https';
  port: number;
  end(): Promise<void>;
}

/** Starts one in front of what listens on a port of this machine. */
export type StartRelay = (port: number) => Promise<Relay>;

export async function listen(server: Server, protocol: Relay['protocol']): Promise<Relay> {
  const open = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    socket.on('error', () => {}); // a browser that has been closed ends it as it likes
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    protocol,
    port: (server.address() as AddressInfo).port,
    async end() {
      const closed = new Promise(resolve => server.close(resolve));
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}
