import { expect, test } from 'vitest';
import type { Entry, Received } from '../../demo-server/formats/entry.ts';
import { formatEntry } from '../../demo-server/formats/formatEntry.ts';

const received: Received = {
  time: '2026-01-02T03:04:05.678Z',
  event: 'received',
  request: 17,
  status: 204,
  method: 'POST',
  path: '/collect',
  query: { ms: '0' },
  tag: { id: 'k3j2.4', page: 'k3j2', n: 4, via: 'beacon', when: 'hidden' },
  transport: 'beacon',
  bytes: 15,
  data: { id: '7', list: [1] },
  duplicate: true,
  missing: [3],
};

const withoutTime = (entry: Entry) => formatEntry(entry).slice('03:04:05'.length);

test('the terminal shows a request in one aligned line', () => {
  expect(withoutTime(received)).toBe(
    '    #17  beacon      hidden    204  POST /collect         k3j2.4        ' +
      'ms=0 id=7 list=[1]  duplicate, missing 3',
  );
});

test('the terminal names a slow script by the number of its request', () => {
  const later = { time: received.time, request: 17, after: 120 };
  expect(withoutTime({ ...later, event: 'gone' })).toBe('    #17  client gone after 120 ms');
});

test.each([
  [{ end: 'completed', after: 30_000 }, 'finished after 30.0 s'],
  [{ end: 'completed', client: 'gone' }, 'finished after 120 ms, its client had gone'],
  [{ end: 'aborted', client: 'gone' }, 'stopped after 120 ms, its client had gone'],
  [{ end: 'timedOut' }, 'out of time after 120 ms'],
  [{ end: 'failed', error: 'Why\u001b[2J' }, 'failed after 120 ms: Why[2J'],
] as const)('the end %j of a slow script reads: %s', (end, told) => {
  const { time } = received;
  const finished = { time, event: 'finished', request: 17, after: 120, client: 'there' } as const;
  const rest = { connectionStatus: 0, shutdown: [], waited: 0, pid: 1 } as const;
  expect(withoutTime({ ...finished, ...rest, ...end })).toBe(`    #17  ${told}`);
});

test('the terminal shows why something was no HTTP', () => {
  const { time } = received;
  const line = withoutTime({ time, event: 'refused', request: 18, status: 400, reason: 'Why' });
  expect(line).toMatch(/#18 .* 400 .*Why$/);
});

test('nothing that a client sent reaches the terminal as an instruction', () => {
  const evil = '\u001b[2J\n\r\u0007\u009b31m\u202e\u2028\u0085';
  const line = formatEntry({
    ...received,
    method: `GET${evil}`,
    path: `/x${evil}`,
    query: { [evil]: evil },
    data: { text: evil },
    mismatch: evil,
  });
  expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
  expect(formatEntry({ ...received, data: evil })).not.toContain('\u001b');
});

test('the terminal has colour when it is asked for', () => {
  expect(formatEntry(received)).not.toContain('\u001b');
  expect(formatEntry(received, true)).toContain('\u001b[36mbeacon');
});

test('the terminal cuts long data', () => {
  expect(formatEntry({ ...received, data: 'x'.repeat(5000) }).length).toBeLessThan(200);
});
