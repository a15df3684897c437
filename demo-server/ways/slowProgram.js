// The slow script as a program of this machine: `node slowProgram.js MS`. Plain JavaScript, since
// fifty of them may be started at once.
const STEPS = 10;

const ms = Number(process.argv[2]);
for (let done = 0; done < STEPS; done += 1) {
  await new Promise(resolve => setTimeout(resolve, ms / STEPS));
}
