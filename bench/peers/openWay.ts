import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** Another way to a site: another origin, far away, or not there at first. */
export interface Way {
  origin: string;
  open(): Promise<void>;
  /** From now on connections are refused. */
  close(): Promise<void>;
}

/** Makes a way to a port of this machine, on which each packet takes some ms in each direction. */
export async function openWay(to: number, ms: number): Promise<Way> {
  const sockets = new Set<Socket>();
  const carry = async (from: Socket, into: Socket) => {
    for await (const chunk of from) {
      await pause(ms);
      into.write(chunk);
    }
    into.end();
  };
  const hold = (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => {});
  };
  const server = createServer({ allowHalfOpen: true }, async near => {
    hold(near);
    await pause(ms);
    const far = connect({ port: to, host: '127.0.0.1', allowHalfOpen: true });
    hold(far);
    await Promise.allSettled([carry(near, far), carry(far, near)]);
  });
  let port = 0;
  const way = {
    origin: '',
    open: () =>
      new Promise<void>(resolve => {
        server.listen(port, '127.0.0.1', () => {
          ({ port } = server.address() as AddressInfo);
          resolve();
        });
      }),
    close: () =>
      new Promise<void>(resolve => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
  await way.open();
  return { ...way, origin: `http://localhost:${port}` };
}
