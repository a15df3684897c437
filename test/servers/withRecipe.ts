import { afterAll, beforeAll, describe, expect } from 'vitest';
import { exchange } from '../demo-server/exchange.ts';
import {
  type Changes,
  type Line,
  lacking,
  type Recipe,
  type RecipeName,
  recipes,
} from './recipes.ts';

/** The largest body that a recipe takes, in bytes. */
export const LIMIT = 64 * 1024;
export const FORM = 'application/x-www-form-urlencoded';

/** A recipe that runs, and what a client does with it. */
export interface Client {
  recipe(): Recipe;
  /** Sends a trigger, and gives its answer and a key that finds its line. */
  send(init: RequestInit, query?: string): Promise<{ answer: Response; text: string; key: string }>;
  /** Writes a request as it stands, but for `Host`, and gives all that comes back. */
  raw(head: string, body?: string): Promise<string>;
  /** The lines of the trigger with this key. */
  find(key: string): Promise<readonly Line[]>;
  /** Resolves when a trigger that is sent now has been logged: what came before it has been by then. */
  marker(): Promise<void>;
}

/** Defines tests that share one start of a recipe. */
export function withRecipe(
  name: RecipeName,
  define: (client: Client) => void,
  changes: Changes = {},
): void {
  describe.skipIf(lacking(name))(`${name}${lacking(name)}`, () => {
    let running: Recipe | undefined;
    let count = 0;
    beforeAll(async () => {
      running = await recipes[name].start(changes);
    });
    afterAll(() => running?.end());

    const recipe = () => running as Recipe;
    const send = async (init: RequestInit, query = '') => {
      count += 1;
      const answer = await fetch(`${recipe().url}?key=${count}&${query}`, init);
      return { answer, text: await answer.text(), key: `${count}` };
    };
    const find = async (key: string) =>
      (await recipe().lines()).filter(({ query }) => query.key === key);
    define({
      recipe,
      send,
      find,
      raw: (head, body = '') =>
        exchange(
          recipe().port,
          Buffer.from(`${head}\r\nHost: localhost\r\nConnection: close\r\n\r\n${body}`, 'latin1'),
        ),
      async marker() {
        const { answer, key } = await send({});
        expect(answer.status).toBe(recipe().empty);
        await expect.poll(() => find(key)).toHaveLength(1);
      },
    });
  });
}

export function post(body: BodyInit, type?: string): RequestInit {
  return { method: 'POST', body, ...(type !== undefined && { headers: { 'content-type': type } }) };
}

export function formOf(fields: Readonly<Record<string, string>>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  return form;
}
