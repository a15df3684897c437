import { drawText, toPicture } from '../../report/picture.ts';

/** The picture's measures, in its own units. */
const SIZES = { labels: 210, bars: 400, figures: 70, row: 20, head: 34, foot: 8 } as const;

const COLORS = { sendoff: '#2f6fab', peer: '#b8860b', bare: '#8b949e' } as const;

export interface Bar {
  label: string;
  kind: keyof typeof COLORS;
  value: number;
  /** The value as it is to be read. */
  figure: string;
}

/** One bar for each value, as long as it is large. */
export function toBars(title: string, bars: readonly Bar[]): string {
  const width = SIZES.labels + SIZES.bars + SIZES.figures;
  const height = SIZES.head + bars.length * SIZES.row + SIZES.foot;
  const largest = Math.max(...bars.map(({ value }) => value));
  const rows = bars.map(({ label, kind, value, figure }, row) => {
    const y = SIZES.head + row * SIZES.row;
    const length = Math.max(1, Math.round((value / largest) * SIZES.bars));
    const weight = kind === 'sendoff' ? ' font-weight="700"' : '';
    return [
      drawText(SIZES.labels - 8, y + 13, label, `text-anchor="end"${weight}`),
      `<rect x="${SIZES.labels}" y="${y + 2}" width="${length}" height="${SIZES.row - 5}" rx="2" fill="${COLORS[kind]}"/>`,
      drawText(SIZES.labels + length + 6, y + 13, figure),
    ].join('\n');
  });
  const inWords = bars.map(({ label, figure }) => `${label}: ${figure}`).join('. ');

  return toPicture({ title, inWords: `${inWords}.`, width, height }, [
    drawText(8, 20, title, 'font-weight="600" font-size="12"'),
    ...rows,
  ]);
}
