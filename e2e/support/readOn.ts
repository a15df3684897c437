import { createReadStream } from 'node:fs';
import { text } from 'node:stream/consumers';
import type { Entry } from '../../demo-server/formats/entry.ts';

/**
 * Gives all that a log says so far. A test asks again and again: each time only what is new is read, since
 * to parse the whole log of a long run takes longer than the pause before the next question.
 */
export function readOn(file: string): () => Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  let bytes = 0;
  let reading = Promise.resolve();

  async function read(): Promise<void> {
    // Before the first request there is no file.
    const added = await text(createReadStream(file, { start: bytes })).catch(() => '');
    // The last line may be half written: what is after the last line break is not read yet.
    const whole = added.slice(0, added.lastIndexOf('\n') + 1);
    bytes += Buffer.byteLength(whole);
    for (const line of whole.split('\n').slice(0, -1)) entries.push(JSON.parse(line));
  }

  return async () => {
    reading = reading.then(read);
    await reading;
    return entries;
  };
}
