import { drawText } from './picture.ts';

/** Of all the requests of these cells, how many arrived: 0 to 1; nothing where none was made. */
export function shareArrived(
  cells: readonly ({ runs: number; arrived: number } | { reason: string })[],
): number | undefined {
  const counted = cells.flatMap(cell => ('runs' in cell ? [cell] : []));
  const runs = counted.reduce((all, cell) => all + cell.runs, 0);
  return runs === 0 ? undefined : counted.reduce((all, cell) => all + cell.arrived, 0) / runs;
}

/** Rounded down: 100 is all, and nothing less. (0.58 × 100 is a little less than 58.) */
export function percent(share: number | undefined, unknown = 'not run'): string {
  return share === undefined ? unknown : `${Math.floor(share * 100 + 1e-9)}`;
}

/** Blue for all, from yellow to orange for some, dark red for none: distinct without red and green. */
export function colorOf(share: number): string {
  if (share === 1) return '#2f6fab';
  if (share === 0) return '#8c2d19';
  return `hsl(${Math.round(22 + share * 28)} 90% ${Math.round(58 + share * 20)}%)`;
}

/** What can be read on that colour. */
export function inkOn(share: number): string {
  return share > 0 && share < 1 ? '#24292f' : '#ffffff';
}

/** Where a box is, and how large. */
interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A share in percent in a box of its colour; grey where there is none. */
export function drawShare(share: number | undefined, { x, y, width, height }: Box): string {
  const color = share === undefined ? '#f3f4f6' : colorOf(share);
  const box = `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="3" fill="${color}"/>`;
  if (share === undefined) return box;
  const style = `text-anchor="middle" fill="${inkOn(share)}"`;
  return box + drawText(x + width / 2, y + height / 2 + 4.5, percent(share), style);
}
