import { readFile } from 'node:fs/promises';
import { expect, onTestFinished, test } from 'vitest';
import { listen } from '../../e2e/support/listen.ts';
import { lacking, recipes } from './recipes.ts';

const NAME = 'PHP-FPM with nginx';
const SLOW = new URL('../../demo-server/php/scripts/slow.php', import.meta.url);

test.skipIf(lacking(NAME))(
  `under PHP-FPM the demo’s slow script answers early, and then must ignore that it has no client${lacking(NAME)}`,
  async () => {
    const reports: Record<string, string>[] = [];
    const collector = await listen((request, answer) => {
      reports.push(Object.fromEntries(new URL(request.url ?? '', 'http://x').searchParams));
      answer.end();
    });
    onTestFinished(collector.end);

    const slow = await readFile(SLOW, 'utf8');
    const report = `fastcgi_param SENDOFF_REPORT ${collector.origin}/collect;`;
    const { url, end } = await recipes[NAME].start({
      'trigger.php': () => slow,
      'nginx.conf': text => text.replace('fastcgi_param', `${report} fastcgi_param`),
    });
    onTestFinished(end);

    const call = async (query: string) => (await fetch(`${url}?ms=500&${query}`)).text();
    expect(await call('run=late')).toBe('..........');
    expect(reports.length, 'the report comes before a late answer ends').toBe(1);
    for (const ignore of ['0', '1']) {
      expect(await call(`run=early-${ignore}&early=1&ignore=${ignore}`)).toBe('early\n');
    }
    expect(reports.length, 'an early answer does not wait').toBeLessThan(3);
    await expect.poll(() => reports).toHaveLength(3);
    const steps = Object.fromEntries(reports.map(({ run, steps }) => [run, steps]));
    expect(steps).toEqual({ late: '10 of 10', 'early-0': '0 of 10', 'early-1': '10 of 10' });
  },
);
