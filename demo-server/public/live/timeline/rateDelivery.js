/**
 * How much has arrived, by transport and moment: of the triggers that have come, and of the missing
 * ones that a later trigger of their page lists.
 *
 * @param {Iterable<import('./createViews.js').Trigger>} triggers
 * @returns {{ rates: Map<string, Map<string, { arrived: number, sent: number }>>, unknown: number }}
 *   `unknown` are missing, and so is their transport
 */
export function rateDelivery(triggers) {
  const rates = new Map();
  let unknown = 0;
  for (const { via, when, arrivals } of triggers) {
    if (via === undefined) {
      unknown += 1;
      continue;
    }
    const row = rates.get(via) ?? new Map();
    rates.set(via, row);
    const rate = row.get(when) ?? { arrived: 0, sent: 0 };
    row.set(when, rate);
    rate.sent += 1;
    if (arrivals.length > 0) rate.arrived += 1;
  }
  return { rates, unknown };
}
