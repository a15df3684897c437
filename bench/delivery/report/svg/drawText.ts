import { toXml } from './toXml.ts';

export function drawText(x: number, y: number, text: string, attributes = ''): string {
  return `<text x="${x}" y="${y}"${attributes && ` ${attributes}`}>${toXml(text)}</text>`;
}
