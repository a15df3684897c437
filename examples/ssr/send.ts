import { createTrigger } from 'sendoff';
import { createQueue } from 'sendoff/queue';

// This module runs on the server too, where neither does anything until it is called.
export const send = createTrigger();

const test = () => new URLSearchParams(globalThis.location?.search).get('test');
export const script = (name: string) => `/collect?test=${test()}&case=${name}`;
export const queue = createQueue(script('events'), { trigger: send, maxWait: 60_000 });
