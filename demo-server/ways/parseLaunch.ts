import { parseCall } from '../jobs/parseCall.ts';

/** What a visitor asks of a way: which script, how often, and of which host. */
export interface Launch {
  /** Names the run: it is in the query of each request that comes of it. */
  run: string;
  calls: number;
  to: 'own' | 'other';
  /** The options of the script. */
  script: Record<string, string>;
}

/** How many calls one visitor makes at most. */
const MOST = 50;

/** Reads a launch from its query; what is wrong with it is said in words. */
export function parseLaunch(query: Record<string, unknown> = {}): Launch | { problem: string } {
  const { run, calls = '1', to = 'own', ms = '0', respond = 'late' } = query;
  const { onDisconnect = 'stop' } = query; // PHP's default
  if (typeof run !== 'string' || !/^[\w-]{1,64}$/.test(run)) {
    return { problem: 'run must be a name of up to 64 letters, digits, - and _' };
  }
  if (typeof calls !== 'string' || !/^\d{1,2}$/.test(calls) || +calls < 1 || +calls > MOST) {
    return { problem: `calls must be a whole number from 1 to ${MOST}` };
  }
  if (to !== 'own' && to !== 'other') return { problem: 'to must be own or other' };
  const call = parseCall({ ms, respond, onDisconnect });
  if ('problem' in call) return call;
  const script = { run, ms: String(ms), respond: call.respond, onDisconnect: call.onDisconnect };
  return { run, calls: Number(calls), to, script };
}
