// The work that a trigger starts: yours goes here.
import { appendFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

export async function work(trigger) {
  await pause(1000);
  appendFileSync('done.ndjson', `${JSON.stringify(trigger)}\n`);
}
