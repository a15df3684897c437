import { Readable } from 'node:stream';
import plugin from 'fastify-plugin';

/** Drops a client that reads nothing of what it is sent for so long: its file would stay open for ever. */
export const dropUnread = plugin<{ patience: number }>(async (app, { patience }) => {
  app.addHook('onSend', async (_request, { raw }, payload) => {
    if (!(payload instanceof Readable)) return payload;
    const drop = () => void raw.destroy();
    raw.setTimeout(patience, drop);
    // Node would hold what was asked for behind it to the same limit.
    raw.prependOnceListener('finish', () => raw.setTimeout(0, drop));
    return payload;
  });
});
