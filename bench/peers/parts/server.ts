import { compare, type Round } from '../../server/compare.ts';
import type { Each } from '../kept.ts';

export interface Server {
  server: 'bare' | 'demo';
  /** Requests a second, and a second of processor time: the median of the rounds. */
  wall: number;
  cpu: number;
  /** Of the bare route's: the median of the rounds' own ratios. */
  wallRatio: number;
  cpuRatio: number;
}

const ROUNDS = 7;

/** The demo server beside a bare Fastify route that logs to a file, too. */
export async function measureServer(each: Each): Promise<readonly Server[]> {
  const [found] = await each([{ rounds: ROUNDS }], async ({ rounds }) => ({
    found: await compare(rounds),
  }));
  const rounds = found?.found ?? [];
  const middle = (figure: (round: Round) => number) =>
    rounds.map(figure).sort((one, other) => one - other)[Math.floor(rounds.length / 2)] ?? 0;
  return (['bare', 'demo'] as const).map(server => ({
    server,
    wall: Math.round(middle(round => round[server].wall)),
    cpu: Math.round(middle(round => round[server].cpu)),
    wallRatio: hundredths(middle(round => round[server].wall / round.bare.wall)),
    cpuRatio: hundredths(middle(round => round[server].cpu / round.bare.cpu)),
  }));
}

const hundredths = (value: number) => Math.round(value * 100) / 100;
