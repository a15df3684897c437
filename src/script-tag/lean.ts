import { trigger } from '../lean/trigger.ts';
import { install } from './install.ts';

install(trigger);
