/**
 * Hands items on, and calls back when one has not been taken for too long: a reader that stands
 * still holds a place that another could have.
 */
export async function* watchReader<Item>(
  items: AsyncIterable<Item>,
  patience: number,
  stuck: () => void,
): AsyncGenerator<Item> {
  for await (const item of items) {
    const timer = setTimeout(stuck, patience);
    try {
      yield item;
    } finally {
      clearTimeout(timer);
    }
  }
}
