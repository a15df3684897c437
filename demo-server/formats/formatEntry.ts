import { styleText } from 'node:util';
import { inShort } from '../public/shared/inShort.js';
import type { Entry, Finished, Preflight, Received, Refused } from './entry.ts';
import { UNPRINTABLE } from './unprintable.ts';

type Style = 'dim' | 'bold' | 'cyan' | 'green' | 'yellow' | 'red';

/**
 * One entry as a line for the terminal: time, number, transport, moment, status, method and path,
 * id, data in short, notes. Whatever a client sent is stripped of what a terminal would obey.
 */
export function formatEntry(entry: Entry, color = false): string {
  const paint = (style: Style, text: string) =>
    color ? styleText(style, text, { validateStream: false }) : text;
  const head = [
    paint('dim', new Date(entry.time).toTimeString().slice(0, 8)),
    paint('dim', `#${entry.request}`.padStart(5)),
  ];
  return [...head, ...columns(entry, paint)].join('  ').trimEnd();
}

function columns(entry: Entry, paint: (style: Style, text: string) => string): string[] {
  switch (entry.event) {
    case 'received':
      return [...tellRequest(entry, paint), paint('yellow', notes(entry).join(', '))];
    case 'preflight':
      return [...tellRequest(entry, paint), paint('yellow', 'preflight')];
    case 'refused':
      return [...tellRequest(entry, paint), paint('red', plain(entry.reason))];
    case 'gone':
      return [paint('yellow', `client gone after ${duration(entry.after)}`)];
    case 'finished':
      return [
        paint(...tellEnd(entry)) +
          (entry.client === 'gone' ? paint('dim', ', its client had gone') : ''),
      ];
  }
}

function tellRequest(
  entry: Received | Refused | Preflight,
  paint: (style: Style, text: string) => string,
) {
  const refused = entry.event === 'refused';
  const line = `${plain(entry.method ?? '?')} ${plain(entry.path ?? '?')}`;
  return [
    paint('cyan', (entry.transport ?? '?').padEnd(10)),
    (entry.tag?.when ?? '').padEnd(8),
    paint(refused ? 'red' : 'green', String(entry.status)),
    paint('bold', clip(line, 40).padEnd(20)),
    plain(entry.tag?.id ?? '-').padEnd(12),
    clip(summarize(entry), 60),
  ];
}

function tellEnd({ end, after, error }: Finished): [Style, string] {
  switch (end) {
    case 'aborted':
      return ['yellow', `stopped after ${duration(after)}`];
    case 'timedOut':
      return ['yellow', `out of time after ${duration(after)}`];
    case 'failed':
      return ['red', `failed after ${duration(after)}: ${plain(error ?? '')}`];
    case 'lost':
      return ['red', `lost after ${duration(after)}: ${plain(error ?? '')}`];
    default:
      return ['green', `finished after ${duration(after)}`];
  }
}

function notes({ duplicate, missing, mismatch }: Received): string[] {
  return [
    ...(duplicate ? ['duplicate'] : []),
    ...(missing ? [`missing ${clip(missing.join(' '), 24)}`] : []),
    ...(mismatch ? [plain(mismatch)] : []),
  ];
}

/** The query and the body in short, as a person would note them down: `id=7 note=hello`. */
function summarize(entry: Received | Refused | Preflight): string {
  const data = entry.event === 'received' ? entry.data : undefined;
  return plain([inShort(entry.query), inShort(data)].filter(text => text !== '').join(' '));
}

function duration(ms: number): string {
  return ms < 10_000 ? `${ms} ms` : `${(ms / 1000).toFixed(1)} s`;
}

function plain(text: string): string {
  return text.replace(UNPRINTABLE, '');
}

function clip(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}
