import { PEERS, type Peer, type PeerName } from './peers.ts';

/** The HTML that loads a peer, in one classic script or as modules, and then runs some code. */
export function load(peer: PeerName, form: 'script' | 'modules', code: string): string {
  const { tag }: Peer = PEERS[peer];
  if (form === 'script' || tag)
    return `<script src="/peer/ID/script.js"></script><script>${code}</script>`;
  return `<script type="module">import * as peer from '/peer/ID/peer.js'; ${code}</script>`;
}
