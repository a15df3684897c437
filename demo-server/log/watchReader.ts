/**
 * Hands items on, and calls back when one has not been taken for too long: a reader that stands
 * still holds a place that another could have. One that has left is not waited for.
 */
export async function* watchReader<Item>(
  items: AsyncIterable<Item>,
  { patience, left, stuck }: { patience: number; left: AbortSignal; stuck: () => void },
): AsyncGenerator<Item> {
  for await (const item of items) {
    const timer = setTimeout(stuck, patience);
    const stop = () => clearTimeout(timer);
    left.addEventListener('abort', stop);
    try {
      yield item;
    } finally {
      stop();
      left.removeEventListener('abort', stop);
    }
  }
}
