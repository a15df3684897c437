import { connect } from 'node:net';

/** Whether something listens at a loopback port, or at a socket's path. */
export function answers(at: number | string): Promise<boolean> {
  return new Promise(resolve => {
    const socket = typeof at === 'number' ? connect(at, '127.0.0.1') : connect(at);
    socket.on('connect', () => resolve(true)).on('error', () => resolve(false));
    socket.on('connect', () => socket.destroy());
  });
}
