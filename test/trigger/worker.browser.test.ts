import { expect, test } from 'vitest';
import type { Receipt } from '../../src/index.ts';

test("in a worker a relative URL is resolved as fetch does, and a page's moment fails", async () => {
  const address = new URL('./fromWorker.ts', import.meta.url);
  const worker = new Worker(address, { type: 'module' });
  const receipts = await new Promise<Receipt[]>((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = ({ message }) => reject(message);
  });
  worker.terminate();
  const [full, lean, ...late] = receipts;
  for (const receipt of [full, lean]) {
    expect(receipt).toMatchObject({ outcome: 'acknowledged', via: 'fetch' });
    expect(receipt?.url.split('?')[0]).toBe(new URL('../s', address).href);
  }
  expect(late.map(({ outcome }) => outcome)).toEqual(['failed', 'failed']);
  expect(new Set(late.flatMap(({ attempts }) => attempts.map(({ reason }) => reason)))).toEqual(
    new Set(['hidden needs a page']),
  );
});
