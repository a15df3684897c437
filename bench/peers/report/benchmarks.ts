import type { Boot } from '../parts/boot.ts';
import type { Cost } from '../parts/cost.ts';
import type { Delivery } from '../parts/delivery.ts';
import type { Growth } from '../parts/growth.ts';
import type { Server } from '../parts/server.ts';
import type { Size } from '../parts/size.ts';
import type { Stored } from '../parts/stored.ts';

/** What the parts have found; `docs/benchmarks.json`. A part that has not been run is missing. */
export interface Benchmarks {
  size?: Found<Size>;
  boot?: Found<Boot>;
  cost?: Found<Cost>;
  growth?: Found<Growth>;
  delivery?: Found<Delivery>;
  stored?: Found<Stored>;
  server?: Found<Server>;
}

export interface Found<Row> {
  /** The day of the run, as in 2026-11-23. */
  date: string;
  rows: readonly Row[];
}

/** A line for each row, so that two runs can be compared. */
export function toJson(benchmarks: Benchmarks): string {
  const parts = Object.entries(benchmarks).map(
    ([name, { rows, ...about }]: [string, Found<object>]) => {
      const lines = rows.map(row => `      ${JSON.stringify(row)}`);
      const head = JSON.stringify(about).slice(0, -1);
      return `  "${name}": ${head},"rows":[\n${lines.join(',\n')}\n    ]}`;
    },
  );
  return `{\n${parts.join(',\n')}\n}\n`;
}
