import type { Engine } from '../../e2e/browsers/engine.ts';
import { launchBare } from '../../e2e/browsers/playwright/launchBare.ts';
import { engines } from '../../e2e/support/engines.ts';
import type { EngineName } from '../../setup/locate.ts';
import { clockStep } from './inPage.ts';
import { measureBoot } from './measureBoot.ts';
import { measureCalls } from './measureCalls.ts';
import { measureCrowd } from './measureCrowd.ts';
import { measureWork } from './measureWork.ts';
import { parseSelection, type Selection } from './parseSelection.ts';
import { type Row, rows } from './rows.ts';
import { type Server, serve } from './serve.ts';
import { isMet, table, verdict } from './table.ts';
import type { Open } from './tour.ts';

/** Each takes 12 s and more. */
const CROWDS = 3;

try {
  await main(parseSelection(process.argv.slice(2)));
} catch (error) {
  console.error((error as Error).message);
  process.exit(2); // a browser that still runs would keep this process
}

async function main(selection: Selection): Promise<void> {
  const server = await serve(selection);
  const all: Row[] = [];
  for (const name of selection.engines) all.push(...(await measure(name, server, selection.pages)));
  await server.end();
  console.log(`\n${table(all)}\n\n${verdict(all)}`);
  if (!all.every(isMet)) process.exitCode = 1;
}

async function measure(name: EngineName, server: Server, pages: number): Promise<Row[]> {
  const engine = await engines[name]();
  const visitor = await engine.visit();
  const tab = await visitor.open(server.page('blank.html').url);
  const step = await tab.evaluate(clockStep);
  await visitor.end();
  console.log(
    `${name} ${engine.version}: ${pages} pages for each; its clock steps ${Math.round(step)} µs`,
  );

  const samples = [
    ...(await measureCalls(openIn(name, engine), server, pages)),
    ...(name === 'chromium' ? await measureWork(server, pages) : []),
    ...(await measureBoot(engine, server, pages)),
    ...(await measureCrowd(engine, server, CROWDS)),
  ];
  await engine.end();
  return rows(name, samples);
}

/** WebKitGTK's window comes by its driver alone; what drives it is no debugger. */
function openIn(name: EngineName, engine: Engine): Open {
  if (name !== 'webkit') return url => launchBare(url, name);
  return async url => {
    const visitor = await engine.visit();
    await visitor.open(url);
    return visitor;
  };
}
