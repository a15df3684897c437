import { alignTable } from '../../report/table.ts';
import type { Server } from '../parts/server.ts';
import type { Found } from './benchmarks.ts';

const TITLES = { bare: 'a bare Fastify route that logs', demo: 'the demo server' } as const;

export function serverSection({ date, rows }: Found<Server>): string {
  const table = alignTable(
    ['', 'requests/s', '', 'requests/s of processor time', ''],
    rows.map(({ server, wall, wallRatio, cpu, cpuRatio }) => [
      TITLES[server],
      wall.toLocaleString('en'),
      `${wallRatio} ×`,
      cpu.toLocaleString('en'),
      `${cpuRatio} ×`,
    ]),
  );
  return `## Server

${table}

Measured on ${date}. 50 connections fire triggers as a browser's fetch makes them, three seconds at each server in turn, which
keeps to one core where that can be said; medians of seven rounds, and of the rounds' own ratios. \`npm run bench:server\` alone fails below 0.8.`;
}
