import type { Delivery } from './delivery.ts';
import { drawCell } from './svg/drawCell.ts';
import { drawHead } from './svg/drawHead.ts';
import { drawLabel } from './svg/drawLabel.ts';
import { drawLegend } from './svg/drawLegend.ts';
import { inWords } from './svg/inWords.ts';
import { layOut } from './svg/layOut.ts';
import { sizes } from './svg/sizes.ts';
import { toXml } from './svg/toXml.ts';

/** The outcomes as a heat map: a row for each subject and moment, a block of ways of leaving for each engine. */
export function toSvg(delivery: Delivery): string {
  const { width, bottom, rows, blocks, place } = layOut(delivery);
  const height = bottom + sizes.foot;
  const heads = blocks.flatMap(({ engine, x }) => {
    const ability = delivery.engines[engine];
    const version = ability && 'version' in ability ? ability.version : '(missing)';
    return drawHead(`${engine} ${version}`, x);
  });
  const cells = delivery.outcomes.map(outcome => drawCell(outcome, place(outcome)));

  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title desc" font-family="system-ui, sans-serif" font-size="10">
<title id="title">Which requests arrive when the page is left</title>
<desc id="desc">${toXml(inWords(delivery))}</desc>
<rect width="100%" height="100%" rx="6" fill="#ffffff"/>
<g fill="#24292f">
${[...heads, ...rows.map(drawLabel)].join('\n')}
</g>
${cells.join('\n')}
<g fill="#24292f">
${drawLegend(bottom).join('\n')}
</g>
</svg>
`;
}
