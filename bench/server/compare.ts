import { fire } from './fire.ts';
import { type Server, start } from './start.ts';

const SECONDS = 3;

export interface Rate {
  /** Requests a second, and requests a second of processor time: the one where the machine is busy. */
  wall: number;
  cpu: number;
}

export interface Round {
  bare: Rate;
  demo: Rate;
}

/** Fires at the bare route and at the demo server in turn, and calls back after each round. */
export async function compare(
  count: number,
  onRound: (round: Round) => void = () => {},
): Promise<readonly Round[]> {
  const [bare, demo] = [await start('bare'), await start('demo')];
  for (const server of [bare, demo]) await measure(server); // to warm up
  const rounds: Round[] = [];
  while (rounds.length < count) {
    const round = { bare: await measure(bare), demo: await measure(demo) };
    rounds.push(round);
    onRound(round);
  }
  await Promise.all([bare.end(), demo.end()]);
  return rounds;
}

async function measure(server: Server): Promise<Rate> {
  const before = await server.usage('processor');
  const { requests, seconds } = await fire(before.port, { duration: SECONDS });
  const after = await server.usage('processor');
  return { wall: requests / seconds, cpu: requests / (after.cpu - before.cpu) };
}
