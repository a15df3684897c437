import { openVisit } from './openVisit.js';

/**
 * Runs one way in each of the four situations, and shows what it has measured.
 *
 * @param {string} way
 * @param {{ ms: number, calls: number, onDisconnect: string, respond: string }} script
 * @param {{ until: Function }} runs
 * @param {{ port: number, pid: number }} server its other host's port, and its process
 * @param {(cell: string, result: any) => void} show
 */
export async function runWay(way, { ms, calls, onDisconnect, respond }, runs, server, show) {
  const visit = (to, count) => {
    const run = `${way}-${crypto.getRandomValues(new Uint32Array(2)).join('-')}`;
    const options = { ms, onDisconnect, respond, port: server.port };
    const { made, leave } = openVisit({ way, run, to, calls: count, ...options });
    // A browser has six connections to a host: many slow calls take their turns.
    const patience = ms * (2 + count / 4) + 5000;
    const isOver = ({ finished, refused }) => finished.length + refused.length >= count;
    return { made, leave, run, over: () => runs.until(run, isOver, patience) };
  };

  const stay = async () => {
    const { made, over, leave } = visit('own', 1);
    const { waited } = await made;
    show('waited', { ms: waited });
    const { finished } = await over();
    show('end', finished[0] ?? { end: 'none' });
    leave();
  };
  const elsewhere = async () => {
    const { made, over, leave } = visit('other', 1);
    const { trouble } = await made;
    const { received } = await over();
    const arrived = received.some(({ query }) => query.host === 'other');
    show('elsewhere', { arrived, trouble });
    leave();
  };
  const leaveAtOnce = async () => {
    const { run, over, leave } = visit('own', 1);
    await runs.until(run, ({ received }) => received.length > 0, 5000);
    leave();
    const { finished } = await over();
    show('left', finished[0] ?? { end: 'none' });
  };
  const callMany = async () => {
    const start = performance.now();
    const { made, over, leave } = visit('own', calls);
    const { waited } = await made;
    const { finished, refused } = await over();
    const took = performance.now() - start;
    show('many', { calls, waited, took, finished, refused });
    const pids = new Set(finished.map(({ pid }) => pid).filter(pid => pid !== server.pid));
    show('processes', { count: pids.size });
    leave();
  };

  await Promise.all([stay(), elsewhere(), leaveAtOnce()]);
  await callMany();
}
