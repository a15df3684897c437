/** How often an outage that lasts is reported, in milliseconds. */
const PACE = 10_000;

export interface Outage {
  lost(entries: number, error: Error): void;
  over(): void;
}

/** Reports a log that cannot be written: at once, now and then while it lasts, and when it is over. */
export function createOutage(
  complain: (message: string) => void,
  now: () => number = () => performance.now(),
): Outage {
  let count = 0;
  let reported = Number.NEGATIVE_INFINITY;

  return {
    lost(entries, { message }) {
      count += entries;
      if (now() - reported < PACE) return;
      reported = now();
      complain(`The log cannot be written: ${message}. Serving goes on, lines lost: ${count}`);
    },
    over() {
      if (count === 0) return;
      complain(`The log can be written again. Lines lost: ${count}`);
      count = 0;
      reported = Number.NEGATIVE_INFINITY;
    },
  };
}
