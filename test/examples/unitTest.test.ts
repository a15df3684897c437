import { trigger } from 'sendoff';
import { expect, test, vi } from 'vitest';

/** Stands for the application's own. */
const buy = (id: number) => {
  trigger('/bought', { data: { id } });
};

vi.mock('sendoff', () => {
  const trigger = vi.fn(async () => ({ outcome: 'queued', attempts: [] }));
  return { trigger, createTrigger: () => trigger };
});

test('what is bought is reported', () => {
  buy(7);
  expect(trigger).toHaveBeenCalledWith('/bought', { data: { id: 7 } });
});
