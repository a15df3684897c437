const ENDS = {
  completed: 'its script ended',
  aborted: 'its script was stopped',
  timedOut: 'its script ran out of time',
  lost: 'its script was lost',
};

/**
 * A trigger's times in words, for a screen reader.
 *
 * @param {import('./placeView.js').Lane} lane
 */
export function describeLane({ n, to, called, left, arrivals }) {
  const parts = [
    called !== undefined && `called at ${duration(called)}`,
    left !== undefined && `left at ${duration(left)}`,
    ...arrivals.flatMap(({ at, gone, ended, end, slow }) => [
      `arrived at ${duration(at)}`,
      gone !== undefined && `its client left at ${duration(gone)}`,
      ended !== undefined && `${ENDS[end] ?? 'its script failed'} at ${duration(ended)}`,
      slow && ended === undefined && 'its script has not ended',
    ]),
    arrivals.length === 0 && (to ? `${to - n + 1} are missing` : 'missing'),
  ];
  return parts.filter(Boolean).join(', ');
}

function duration(ms) {
  return ms < 10_000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}
