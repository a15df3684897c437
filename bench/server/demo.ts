import { createApp } from '../../demo-server/app.ts';
import { answerUsage } from './answerUsage.ts';

/** The demo server as it is, without a terminal to print on. Its log is rotated every 50 MiB. */
const app = await createApp({
  log: process.argv[2] as string,
  logSize: 50 * 1024 * 1024,
  logFiles: 1,
});
await app.listen({ port: 0, host: '127.0.0.1' });
answerUsage(app);
