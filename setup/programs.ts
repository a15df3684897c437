import { existsSync } from 'node:fs';
import { onPath } from './onPath.ts';

/** The one that `docs/servers/php/apache.conf` names: Debian 12's. */
const MOD_PHP = '/usr/lib/apache2/modules/libphp8.2.so';

/** The programs that some tests run, where they are here, and Debian's packages of each. */
export const programs = {
  php: { path: () => onPath('php'), packages: ['php-cli'] },
  phpFpm: {
    path: () => onPath('php-fpm8.2', 'php-fpm8.3', 'php-fpm8.4', 'php-fpm'),
    packages: ['php-fpm'],
  },
  redis: { path: () => onPath('redis-server'), packages: ['redis-server'] },
  nginx: { path: () => onPath('nginx'), packages: ['nginx-light'] },
  apache: {
    path: () => (existsSync(MOD_PHP) ? onPath('apache2') : undefined),
    packages: ['apache2', 'libapache2-mod-php'],
  },
} as const;
