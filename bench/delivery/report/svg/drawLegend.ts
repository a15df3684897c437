import { colorOf } from './colorOf.ts';
import { drawBox } from './drawBox.ts';
import { drawText } from './drawText.ts';
import { sizes } from './sizes.ts';

const SHARES = [
  { share: 1, name: 'every run' },
  { share: 0.75, name: 'most' },
  { share: 0.25, name: 'few' },
  { share: 0, name: 'none' },
];
const STEP = 120;

/** What the colours and the numbers mean, below the rows. */
export function drawLegend(bottom: number): string[] {
  const left = (index: number) => sizes.labels + index * STEP;
  const boxes = SHARES.map(({ share, name }, index) => {
    const box = drawBox(left(index), bottom + 14, colorOf(share));
    return `${box}${drawText(left(index) + sizes.column + 4, bottom + 25, name)}`;
  });
  const numbers = 'Numbers: how many of the runs arrived. Blank: cannot be run there.';
  return [...boxes, drawText(left(SHARES.length), bottom + 25, numbers)];
}
