import { once } from 'node:events';
import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { formatRequest } from './formatRequest.ts';
import type { Way } from './way.ts';

/** How long a host may take to accept a connection, in milliseconds. */
const PATIENCE = 1000;

/** A bare socket: writes the request and closes, without reading. PHP's `fsockopen()`. */
export const socket: Way = async errand => {
  const { protocol, hostname, port } = errand.url;
  const secure = protocol === 'https:';
  const host = hostname.replace(/^\[|\]$/g, ''); // an IPv6 address has brackets in a URL only
  const to = { host, port: Number(port || (secure ? 443 : 80)) };
  const request = formatRequest(errand);

  const connection = secure ? connectTls(to) : connect(to);
  const signal = AbortSignal.timeout(PATIENCE);
  try {
    await once(connection, secure ? 'secureConnect' : 'connect', { signal });
    connection.end(request);
    await once(connection, 'finish', { signal });
  } catch (error) {
    if (signal.aborted) throw new Error(`${host} took longer than ${PATIENCE} ms to connect`);
    throw error;
  } finally {
    connection.on('error', () => {}); // the host's answer finds nobody: that is as it should be
    connection.destroy();
  }
  return {};
};
