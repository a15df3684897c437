import type { RelayName } from '../../cells/conditions.ts';
import { down, redirect, reset, slowAnswer } from './badAnswers.ts';
import { distance } from './distance.ts';
import type { StartRelay } from './relay.ts';
import { goaway, h2, https } from './secure.ts';

/** What may stand between the browser and a site. */
export const relays: Readonly<Record<RelayName, StartRelay>> = {
  https,
  h2,
  far: distance(150),
  'far-1s': distance(1000),
  'far-h2': async port => {
    const near = await h2(port);
    const far = await distance(150)(near.port);
    return {
      ...far,
      protocol: 'https',
      end: async () => void (await Promise.all([far.end(), near.end()])),
    };
  },
  'redirect-302': redirect(302),
  'redirect-307': redirect(307),
  'slow-answer': slowAnswer(5000),
  'reset-fresh': reset('fresh'),
  'reset-reused': reset('reused'),
  goaway,
  down,
};
