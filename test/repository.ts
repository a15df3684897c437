import { execFileSync } from 'node:child_process';

/** All files of the repository, by their path from its root. */
export const files = execFileSync('git', ['ls-files'], { encoding: 'utf8' })
  .split('\n')
  .filter(Boolean);
