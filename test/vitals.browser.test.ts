import { expect, test } from 'vitest';
import { reportVitals } from '../src/vitals.ts';

test('reportVitals throws at once for a trigger that is no function', () => {
  expect(() => reportVitals('/vitals', { trigger: {} as never })).toThrow(
    'trigger is "object"; allowed: function',
  );
});
