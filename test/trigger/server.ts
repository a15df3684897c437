import { http } from 'msw';
import { worker } from '../worker.ts';

export type Seen = { method: string; type: string | null; body: string; tag: string | null };

/** A server at `/s` that answers with `answer`, and what it has been asked. */
export const server = (
  answer: () => Response | Promise<Response> = () => new Response(),
): Seen[] => {
  const seen: Seen[] = [];
  worker.use(
    http.all('/s', async ({ request }) => {
      seen.push({
        method: request.method,
        type: request.headers.get('content-type'),
        body: await request.clone().text(),
        tag: new URL(request.url).searchParams.get('sendoff'),
      });
      return answer();
    }),
  );
  return seen;
};
