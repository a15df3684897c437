import { expect, test } from 'vitest';
import { visitsOf } from '../../../bench/delivery/cells/visits.ts';
import { leavePages } from '../../../bench/delivery/measure/leave.ts';
import { cellsOf, parseSelection } from '../../../bench/delivery/selection.ts';
import type { Tab, Visitor } from '../../../e2e/browsers/engine.ts';

/** A visitor who does nothing but say what was done. */
function saying(done: string[]): Visitor {
  const tab = {
    goto: async (url: string) => void done.push(`goes to ${url}`),
    follow: async (selector: string) => void done.push(`follows ${selector}`),
    close: async () => void done.push('closes'),
    evaluate: async () => ({ now: 'acknowledged' }),
    protocol: async (_: string, { offline }: { offline?: boolean }) =>
      void done.push(offline ? 'loses the network' : 'has the network'),
  } as unknown as Tab;
  const visitor = { open: async () => tab };
  return visitor as unknown as Visitor;
}

const leave = async (...selection: string[]) => {
  const done: string[] = [];
  const visits = visitsOf(cellsOf(parseSelection(['--engine=chromium', ...selection])), 1);
  await leavePages(saying(done), visits, async ({ subject }) => subject, 'away');
  return done;
};

test('a page that has seen what came of its requests is left by a link, whatever comes next', async () => {
  const pages = ['sendoff', 'keepalive', 'beacon'].map(it => [`goes to ${it}`, 'follows #link']);
  expect(await leave('--condition=slow-answer', '--exit=stay')).toEqual(pages.flat());
});

test('a page that was asked without a network is left with one', async () => {
  expect(await leave('--condition=offline', '--subject=sendoff')).toEqual([
    'goes to sendoff',
    'loses the network',
    'has the network',
    'follows #link',
  ]);
});
