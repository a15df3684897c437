import { expect, test } from 'vitest';
import { trigger } from '../../src/index.ts';
import { server } from './server.ts';

test('a trigger without a tag leaves no gap in the numbers that a server sees', async () => {
  const seen = server();
  await trigger('/s');
  await trigger('/s', { tag: false });
  await trigger('/s', { tag: false, when: 'load' });
  await trigger('/s');
  const numbers = seen.flatMap(({ tag }) => (tag ? Number(tag.split('.')[1]) : []));
  expect(seen).toHaveLength(4);
  expect(numbers).toEqual([numbers[0], Number(numbers[0]) + 1]);
});
