import { exits } from '../../cells/exits.ts';
import { drawText } from './drawText.ts';
import { sizes } from './sizes.ts';

/** An engine's name, and over each of its columns the way of leaving. */
export function drawHead(engine: string, left: number): string[] {
  const y = sizes.head - 8;
  const names = Object.keys(exits).map((exit, column) => {
    const x = left + column * sizes.column + 18;
    return drawText(x, y, exit, `transform="rotate(-55 ${x} ${y})"`);
  });
  return [drawText(left, 20, engine, 'font-weight="600" font-size="12"'), ...names];
}
