import type { Answer, Leg } from '../types.ts';

/**
 * What an element's request comes to. The options keep the names that the DOM gives them.
 *
 * Its error event is the same for an answer of another kind (a 204 to an image) and for none at all:
 * it does not tell whether the server was reached.
 */
export const element = (
  node: HTMLImageElement | HTMLScriptElement,
  { referrerPolicy = '', priority = 'auto' }: Leg,
  src: string,
): Promise<Answer> =>
  new Promise(resolve => {
    const settle = (answer: Answer) => () => {
      node.remove();
      resolve(answer);
    };
    Object.assign(node, {
      onload: settle({ outcome: 'acknowledged' }),
      onerror: settle({ outcome: 'queued' }),
      referrerPolicy,
      fetchPriority: priority,
      src,
    });
  });
