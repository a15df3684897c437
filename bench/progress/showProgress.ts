/** Says how far a run has got: cells done of all, the time gone, and an estimate of what is left. */
export function showProgress(
  all: number,
  before: number,
  now: () => number = Date.now,
): (done: number, what: string) => string {
  const started = now();
  let done = before;
  return (more, what) => {
    done += more;
    const gone = now() - started;
    const left = done > before ? (gone / (done - before)) * (all - done) : 0;
    const figure = (count: number) => count.toLocaleString('en');
    return `${figure(done)} of ${figure(all)}  ${minutes(gone)} gone, about ${minutes(left)} left  ${what}`;
  };
}

function minutes(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
