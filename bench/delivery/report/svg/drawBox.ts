import { sizes } from './sizes.ts';

/** The box of one cell. */
export function drawBox(x: number, y: number, color: string): string {
  return `<rect x="${x}" y="${y}" width="${sizes.column - 2}" height="${sizes.row - 2}" rx="2" fill="${color}"/>`;
}
