/** The longest that a slow script works, in milliseconds. */
const LONGEST = 600_000;

/** How a script is called: the options that are the same for each script. */
export interface Call {
  /** `early`: the answer leaves before the work begins; PHP-FPM's `fastcgi_finish_request()`. */
  respond: 'early' | 'late';
  /** `continue`: PHP's `ignore_user_abort(true)`. */
  onDisconnect: 'continue' | 'stop';
  /** Seconds of real time, 0 for none; PHP's `set_time_limit()`. */
  timeLimit: number;
  /** All the fields of the query, these and the script's own. */
  query: Readonly<Record<string, unknown>>;
}

/** Reads the options of a call from its query; what is wrong with them is said in words. */
export function parseCall(query: Call['query'] = {}): Call | { problem: string } {
  const { respond = 'late', onDisconnect = 'continue', timeLimit = '0', ms } = query;
  if (parseDelay(ms) === undefined) {
    return { problem: `ms must be a whole number from 0 to ${LONGEST}` };
  }
  if (respond !== 'early' && respond !== 'late') {
    return { problem: `respond must be early or late, not ${show(respond)}` };
  }
  if (onDisconnect !== 'continue' && onDisconnect !== 'stop') {
    return { problem: `onDisconnect must be continue or stop, not ${show(onDisconnect)}` };
  }
  if (!isSeconds(timeLimit)) {
    const allowed = `a number of seconds from 0 (none) to ${LONGEST / 1000}`;
    return { problem: `timeLimit must be ${allowed}, not ${show(timeLimit)}` };
  }
  return { respond, onDisconnect, timeLimit: Number(timeLimit), query };
}

function isSeconds(text: unknown): text is string {
  const isNumber = typeof text === 'string' && /^\d{1,3}(\.\d{1,3})?$/.test(text);
  return isNumber && Number(text) <= LONGEST / 1000;
}

function show(value: unknown): string {
  const text = typeof value === 'string' ? `'${value}'` : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

/** Reads `ms`, or says `undefined` to what is no number of milliseconds within the bounds. */
export function parseDelay(ms: unknown = '0'): number | undefined {
  if (typeof ms !== 'string' || !/^\d{1,6}$/.test(ms)) return undefined;
  return Number(ms) <= LONGEST ? Number(ms) : undefined;
}
