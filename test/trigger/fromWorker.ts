import { trigger } from '../../src/index.ts';
import { trigger as lean } from '../../src/lean.ts';

const calls = [
  trigger('../s'),
  lean('../s'),
  trigger('../s', { when: 'hidden' }),
  lean('../s', { when: 'hidden' }),
];
Promise.all(calls).then(receipts => postMessage(receipts));
