import type { Outcome } from '../../cells/cell.ts';
import { show } from '../show.ts';
import { colorOf } from './colorOf.ts';
import { drawBox } from './drawBox.ts';
import { drawText } from './drawText.ts';
import { sizes } from './sizes.ts';

/** One outcome: a box, and what is in it. */
export function drawCell(outcome: Outcome, { x, y }: { x: number; y: number }): string {
  if ('reason' in outcome) return drawBox(x, y, '#f3f4f6');
  const share = outcome.runs === 0 ? 0 : outcome.arrived / outcome.runs;
  const box = drawBox(x, y, colorOf(share));
  // Only what is less than all has a number, so that it is what meets the eye.
  if (share === 1 && outcome.duplicates === 0) return box;
  const label = outcome.duplicates > 0 ? show(outcome) : `${outcome.arrived}`;
  const ink = share > 0 && share < 1 ? '#24292f' : '#ffffff';
  const style = `text-anchor="middle" font-size="9" fill="${ink}"`;
  return `${box}${drawText(x + sizes.column / 2 - 1, y + 10.5, label, style)}`;
}
