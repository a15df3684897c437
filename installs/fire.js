import { trigger } from 'sendoff';
import { trigger as lean } from 'sendoff/lean';
import { createOutbox } from 'sendoff/outbox';
import { createQueue } from 'sendoff/queue';

/** Uses each entry once, and leaves something for the exit. `?to=URL` says where it all goes. */
export function fire() {
  const to = new URLSearchParams(location.search).get('to');
  const script = name => `${to}&case=${name}`;
  trigger(script('now'));
  lean(script('lean'));
  createOutbox({ name: 'installed' }).trigger(script('outbox'));
  createQueue(script('queue'), { maxWait: 600_000 }).push({ n: 1 });
  trigger(script('left'), { when: 'hidden' });
}
