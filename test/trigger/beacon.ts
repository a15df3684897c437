import { onTestFinished, vi } from 'vitest';

/** Has `navigator.sendBeacon` send nothing and return `answer` while the test runs; gives its calls. */
export const beacon = (answer: unknown): Parameters<typeof navigator.sendBeacon>[] => {
  const spy = vi.spyOn(navigator, 'sendBeacon').mockReturnValue(answer as boolean);
  onTestFinished(() => spy.mockRestore());
  return spy.mock.calls;
};
