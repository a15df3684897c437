import { logUnsendable } from '../check.ts';
import { trigger } from '../trigger.ts';
import { declare } from './declare.ts';
import { install } from './install.ts';

if (install(trigger, logUnsendable)) declare();
