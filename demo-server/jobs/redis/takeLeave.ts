import { setTimeout as pause } from 'node:timers/promises';

/** How long Redis may take to answer a server that ends, in milliseconds. */
const PATIENCE = 1500;

interface Leave {
  host: string;
  /** The jobs that this server runs, less those that it has put back. */
  held: ReadonlySet<string>;
  /** Then there is nobody to take leave of. */
  isAway: boolean;
}

/** Waits until Redis knows that this server ends, or does not answer; then says what it means. */
export async function takeLeave(
  closing: Promise<unknown>,
  { host, held, isAway }: Leave,
  complain = console.error,
): Promise<void> {
  if (!isAway) await Promise.race([closing, pause(PATIENCE, undefined, { ref: false })]);
  if (held.size === 0) return;
  const jobs = held.size === 1 ? '1 job' : `${held.size} jobs`;
  complain(`${jobs} could not be handed back: Redis does not answer at ${host}`);
}
