import { existsSync, readFileSync } from 'node:fs';
import { parseOptions } from '../../demo-server/parseOptions.ts';

/** Who runs a command of another program: a file, and the words in it that do. */
interface Runner {
  file: string;
  says: string;
}

const recipes = (says: string): Runner => ({ file: 'test/servers/recipes.ts', says });

const PROGRAMS: Readonly<Record<string, Runner>> = {
  'npm install sendoff': { file: 'test/package.test.ts', says: 'dependencies: { sendoff:' },
  'npm install sendoff web-vitals': {
    file: 'test/package.test.ts',
    says: "'web-vitals': webVitals",
  },
  'npm init -y': { file: 'e2e/start.spec.ts', says: "['init', '-y']" },
  'node server.mjs': { file: 'e2e/start.spec.ts', says: "['server.mjs']" },
  "node docs/losses/losses.js 'logs/requests.ndjson*'": {
    file: 'test/losses.test.ts',
    says: "['docs/losses/losses.js', log]",
  },
  'php-fpm8.2 -p "$PWD" -y php-fpm.conf -F': recipes("'-y', 'php-fpm.conf', '-F']"),
  'nginx -p "$PWD" -c nginx.conf': recipes("'-c', 'nginx.conf']"),
  'FOLDER="$PWD" apache2 -d "$PWD" -f "$PWD/apache.conf" -D FOREGROUND': recipes(
    "/apache.conf`, '-D', 'FOREGROUND']",
  ),
  'redis-server redis.conf': recipes("['redis.conf']"),
  'php worker.php 1': { file: 'test/servers/queue.test.ts', says: "['worker.php', name]" },
  'php worker.php 2': { file: 'test/servers/queue.test.ts', says: "['worker.php', name]" },
  'redis-server --bind 127.0.0.1 --port 6379 --appendonly yes': {
    file: 'test/demo-server/startRedis.ts',
    says: "['--appendonly', 'yes'",
  },
  'redis-cli lrange sendoff:effects 0 -1': {
    file: 'test/demo-server/startRedis.ts',
    says: 'lrange(EFFECTS, 0, -1)',
  },
  "curl -i 'http://127.0.0.1:8787/scripts/slow?ms=2000&onDisconnect=stop&timeLimit=1.5'": {
    file: 'test/demo-server/jobs.test.ts',
    says: '/scripts/slow?$',
  },
};

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  scripts: Record<string, string>;
};

/** Why nothing runs a command, if nothing does. */
export function complaint(command: string): string | undefined {
  const runner = PROGRAMS[command];
  if (runner) {
    const isRun =
      existsSync(runner.file) && readFileSync(runner.file, 'utf8').includes(runner.says);
    return isRun ? undefined : `${runner.file} runs it no more`;
  }
  const [, program, rest = ''] = /^(?:\w+=\S+ )*(\S+) ?(.*)$/.exec(command) ?? [];
  const words = rest.split(/\s+/);
  switch (program) {
    case 'cd':
      return existsSync(rest) ? undefined : 'there is no such folder';
    case 'npm':
      return complaintOfNpm(words);
    case 'npx':
      return words.filter(word => word.includes('/')).every(path => existsSync(path))
        ? undefined
        : 'there is no such file';
    default:
      return 'no test runs it: see test/examples/commands.ts';
  }
}

function complaintOfNpm([command = '', ...rest]: readonly string[]): string | undefined {
  const script = command === 'run' ? rest[0] : command;
  if (script === undefined || !(script in scripts)) return `there is no script ${script}`;
  if (script !== 'start') return undefined;
  try {
    parseOptions(rest.slice(1));
    return undefined;
  } catch (error) {
    return `${error}`;
  }
}
