import { existsSync } from 'node:fs';
import { hasApt, installPackages } from './installPackages.ts';
import { programs } from './programs.ts';

const all = Object.values(programs);
const missing = () =>
  all.filter(({ path }) => path() === undefined).flatMap(({ packages }) => packages);

// Where systemd runs, Debian would start each as a service of the machine: nobody has asked for that.
if (missing().length > 0 && hasApt && !existsSync('/run/systemd/system')) {
  await installPackages(missing());
}
for (const [name, { path, packages }] of Object.entries(programs)) {
  const skipped = `missing, its tests are skipped (apt-get install ${packages.join(' ')})`;
  console.log(`${name}: ${path() ?? skipped}`);
}
