/**
 * A measurement in words, and as `data-*` attributes for tests.
 *
 * @param {string} cell
 * @param {any} result
 * @returns {{ text: string, tone?: 'good' | 'warn' | 'bad', data: Record<string, string | number> }}
 */
export function describeCell(cell, result) {
  switch (cell) {
    case 'waited':
      return { text: formatTime(result.ms), data: { ms: Math.round(result.ms) } };
    case 'end':
    case 'left':
      return { ...describeEnd(result), data: { end: result.end } };
    case 'elsewhere':
      return result.arrived
        ? { text: 'yes', tone: 'good', data: { arrived: 'yes' } }
        : {
            text: `no: ${result.trouble || 'nothing arrived'}`,
            tone: 'bad',
            data: { arrived: 'no' },
          };
    case 'processes':
      return {
        text: result.count === 0 ? 'the server’s' : `${result.count} more`,
        data: { count: result.count },
      };
    case 'many':
      return describeMany(result);
  }
}

const ENDS = {
  completed: { text: 'yes', tone: 'good' },
  aborted: { text: 'no: stopped at', tone: 'bad' },
  timedOut: { text: 'no: out of time at', tone: 'bad' },
  failed: { text: 'no: failed', tone: 'bad' },
  lost: { text: 'not known: its queue has lost it', tone: 'bad' },
  none: { text: 'no: it did not start', tone: 'bad' },
};

function describeEnd({ end, shutdown = [] }) {
  const { text, tone } = ENDS[end];
  const [steps = ''] = shutdown[0]?.split(',') ?? [];
  return { text: end === 'completed' ? text : `${text} ${steps}`, tone };
}

function describeMany({ calls, waited, took, finished, refused }) {
  const count = end => finished.filter(entry => entry.end === end).length;
  const [completed, aborted] = [count('completed'), count('aborted')];
  const turned = refused.length + count('failed');
  const counts = [
    `${completed} of ${calls} ran to the end`,
    aborted > 0 && `${aborted} stopped`,
    turned > 0 && `${turned} refused`,
  ];
  const times = `the visitor waited ${formatTime(waited)}, all ended after ${formatTime(took)}`;
  return {
    text: `${counts.filter(Boolean).join(', ')}; ${times}`,
    tone: completed === calls ? 'good' : 'warn',
    data: { completed, aborted, turned, ms: Math.round(waited), took: Math.round(took) },
  };
}

function formatTime(ms) {
  if (ms < 10) return `${ms.toFixed(1)}\u00a0ms`;
  return ms < 10_000 ? `${Math.round(ms)}\u00a0ms` : `${(ms / 1000).toFixed(1)}\u00a0s`;
}
