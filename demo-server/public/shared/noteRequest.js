/**
 * The notes on a request: what sets it apart from one that simply arrived.
 *
 * @param {any} request its entry, with `gone` and `finished` when they have come
 * @returns {{ text: string, tone: 'good' | 'warn' | 'bad' }[]}
 */
export function noteRequest(request) {
  const { event, reason, duplicate, missing, mismatch, truncated, gone, finished } = request;
  return [
    event === 'refused' && { text: reason, tone: 'bad' },
    event === 'preflight' && { text: 'preflight', tone: 'warn' },
    duplicate && { text: 'duplicate', tone: 'warn' },
    missing && { text: `missing ${inRanges(missing)}`, tone: 'warn' },
    mismatch && { text: mismatch, tone: 'warn' },
    truncated && { text: 'truncated', tone: 'warn' },
    gone && { text: `client gone after ${gone.after} ms`, tone: 'warn' },
    finished && describeEnd(finished),
  ].filter(Boolean);
}

/** Ascending numbers in short: `4, 7–12`. */
function inRanges(numbers) {
  const ranges = [];
  for (const number of numbers) {
    const last = ranges.at(-1);
    if (last?.to === number - 1) last.to = number;
    else ranges.push({ from: number, to: number });
  }
  return ranges.map(({ from, to }) => (from === to ? from : `${from}–${to}`)).join(', ');
}

function describeEnd({ end, after, error }) {
  switch (end) {
    case 'aborted':
      return { text: `stopped after ${after} ms`, tone: 'warn' };
    case 'timedOut':
      return { text: `out of time after ${after} ms`, tone: 'warn' };
    case 'failed':
      return { text: `failed after ${after} ms: ${error}`, tone: 'bad' };
    case 'lost':
      return { text: `lost after ${after} ms: ${error}`, tone: 'bad' };
    default:
      return { text: `finished after ${after} ms`, tone: 'good' };
  }
}
