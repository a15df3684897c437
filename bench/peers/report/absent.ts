import { NAMES, PEERS, type Peer } from '../peers.ts';

/** A row for each peer that no page can load, with the reason, for a table of so many columns. */
export function absent(columns: number): readonly (readonly string[])[] {
  return NAMES.flatMap(name => {
    const { title, worker }: Peer = PEERS[name];
    return worker ? [[title, worker, ...Array.from({ length: columns - 2 }, () => '')]] : [];
  });
}
