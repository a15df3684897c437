import { fire } from './fire.js';

fire();
