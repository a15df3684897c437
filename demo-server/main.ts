import { existsSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import { createApp } from './app.ts';
import { parseOptions } from './parseOptions.ts';

const DIST = new URL('../dist/index.js', import.meta.url);
const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** Connections that wait to be accepted. Beyond it, 511 by default, a busy server's clients try again, later each time. */
const BACKLOG = 4096;

// Who reads what is printed may go away, as `head` does: that is no reason to stop.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});

let app: FastifyInstance | undefined;
try {
  const { port, host, ...options } = parseOptions(process.argv.slice(2));
  app = await createApp({
    ...options,
    print: line => console.log(line),
    color: process.stdout.isTTY && !process.env.NO_COLOR,
  });
  const address = await app.listen({ port, host, backlog: BACKLOG });

  console.log(`sendoff demo server on ${address}`);
  console.log(`  ${address}/playground  fire triggers, and leave`);
  console.log(`  ${address}/live        watch them arrive`);
  console.log(`  ${address}/methods     compare eight ways to start a script`);
  console.log(`  every request is a line in ${options.log}`);
  if (!existsSync(DIST)) console.log('  the SDK is not built yet: npm run build');

  const end = async (signal: NodeJS.Signals) => {
    // The next signal, whichever it is, ends the process, as it does where nobody listens.
    for (const name of SIGNALS) process.off(name, end);
    console.log(`${signal}: what runs may finish within ${options.grace / 1000} s`);
    await app?.close();
    // BullMQ's timers would go on for 11 s more where its Redis does not answer.
    process.exit();
  };
  for (const name of SIGNALS) process.on(name, end);
} catch (error) {
  console.error(explain(error as ListenError));
  // What has been opened would live on: a queue in Redis would run other servers' jobs.
  await app?.close();
  process.exit(1);
}

/** What Node adds to an error of listening. */
interface ListenError extends NodeJS.ErrnoException {
  port?: number;
  address?: string;
  hostname?: string;
}

function explain({ code, message, port, address, hostname }: ListenError): string {
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} is in use: choose another with --port.`;
    case 'EACCES':
      return `Port ${port} may not be used by this user: choose one above 1023 with --port.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `${hostname ?? address} is no address of this machine: choose another with --host.`;
    default:
      return message;
  }
}
