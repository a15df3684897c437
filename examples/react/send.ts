import { createTrigger } from 'sendoff';
import { createQueue } from 'sendoff/queue';

// One of each for the application, in a module of its own: what a hot reload replaces are components.
export const send = createTrigger({ base: location.origin });

const test = new URLSearchParams(location.search).get('test');
export const script = (name: string) => `/collect?test=${test}&case=${name}`;
export const queue = createQueue(script('events'), { trigger: send, maxWait: 60_000 });
