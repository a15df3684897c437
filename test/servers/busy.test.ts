import { expect, test } from 'vitest';
import { load } from './load.ts';
import { type Changes, lacking } from './recipes.ts';

const FPM = 'PHP-FPM with nginx';
const APACHE = 'Apache with mod_php';

/** Longer than the triggers take to come. */
const SLOW: Changes = { 'work.php': text => text.replace('1_000_000', '250_000') };

test.skipIf(lacking(FPM))(
  `PHP-FPM with eight processes lets the ninth of sixteen triggers at once wait for a second of work${lacking(FPM)}`,
  async () => {
    const { accepted, longest } = await load(FPM, 16);
    expect(accepted).toBe(16);
    expect(longest).toBeGreaterThan(800);
  },
);

test.skipIf(lacking(FPM))(
  `Of 1,000 triggers at once PHP-FPM takes as many as it has processes and places to wait, and answers 503 to the others${lacking(FPM)}`,
  async () => {
    const { accepted, refused, errors, timeouts } = await load(FPM, 1000, SLOW);
    expect([accepted + refused, errors, timeouts]).toEqual([1000, 0, 0]);
    expect(accepted).toBeGreaterThanOrEqual(8 + 64);
    expect(accepted, 'more only where a place becomes free while they come').toBeLessThan(200);
  },
);

test.skipIf(lacking(APACHE))(
  `Apache answers each of 1,000 triggers at once when its turn has come${lacking(APACHE)}`,
  async () => {
    const result = await load(APACHE, 1000, SLOW);
    expect(result).toMatchObject({ accepted: 1000, errors: 0, timeouts: 0 });
  },
);
