import { type Child, child } from './child.ts';
import { profile } from './profile.ts';

/** Starts a program with a profile folder of its own, which goes with it. */
export async function withProfile(
  command: string,
  args: (folder: string) => readonly string[],
  options?: Parameters<typeof child>[2],
): Promise<Child> {
  const home = await profile();
  const program = child(command, args(home.folder), options);
  return {
    process: program.process,
    async end() {
      await program.end();
      await home.end();
    },
  };
}
