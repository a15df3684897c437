import { alignTable } from '../../report/table.ts';
import { NAMES, PEERS, type Peer, type PeerName } from '../peers.ts';
import type { Benchmarks } from './benchmarks.ts';
import { bootSection } from './boot.ts';
import { costSection } from './cost.ts';
import { deliverySection } from './delivery.ts';
import { growthSection } from './growth.ts';
import { serverSection } from './server.ts';
import { sizeSection } from './size.ts';
import { storedSection } from './stored.ts';
import { verdicts } from './verdicts.ts';

/** `docs/benchmarks.md`: what was found, in tables, each with how it was measured. */
export function toMarkdown(benchmarks: Benchmarks): string {
  const { size, boot, cost, delivery, stored, growth, server } = benchmarks;
  const sections = [
    size && sizeSection(size),
    boot && bootSection(boot),
    cost && costSection(cost),
    delivery && deliverySection(delivery),
    stored && storedSection(stored),
    growth && growthSection(growth),
    server && serverSection(server),
  ].filter(section => section !== undefined);
  return `# Beside the peers

Written by \`npm run bench\`, which builds, installs the peers and measures all that is here on one machine; the same as data:
[benchmarks.json](benchmarks.json). \`npm run bench -- size cost\` runs parts by name; an interrupted run goes on where it stopped.

Each peer is its own package, set up as its own quick start says, and sends one custom event to a server on the same machine.
Marks of a robot (\`navigator.webdriver\`, "Headless") are hidden from all of them alike: some drop a robot's events.

## What was asked, and what came of it

${verdicts(benchmarks).join('\n\n')}

${sections.join('\n\n')}

## What each promises, and has

${peersTable()}
`;
}

function peersTable(): string {
  const peers = NAMES.map((name): [PeerName, Peer] => [name, PEERS[name]]);
  return alignTable(
    ['', 'sends by', 'promises', 'has, and sendoff has not'],
    peers
      .filter(([, { kind }]) => kind !== 'bare')
      .map(([, { title, transports, promise, has }]) => [
        title,
        transports.join(', '),
        promise,
        has,
      ]),
  );
}
