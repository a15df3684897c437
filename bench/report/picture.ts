interface Picture {
  title: string;
  /** All that it shows, for those who cannot see it. */
  inWords: string;
  width: number;
  height: number;
  fontSize?: number;
}

/** A picture on white, as SVG; what names no colour of its own is dark. */
export function toPicture(
  { title, inWords, width, height, fontSize = 11 }: Picture,
  parts: readonly string[],
): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title desc" font-family="system-ui, sans-serif" font-size="${fontSize}">
<title id="title">${toXml(title)}</title>
<desc id="desc">${toXml(inWords)}</desc>
<rect width="100%" height="100%" rx="6" fill="#ffffff"/>
<g fill="#24292f">
${parts.join('\n')}
</g>
</svg>
`;
}

export function drawText(x: number, y: number, text: string, attributes = ''): string {
  return `<text x="${x}" y="${y}"${attributes && ` ${attributes}`}>${toXml(text)}</text>`;
}

function toXml(text: string): string {
  return text.replace(/[&<>"]/g, mark => `&#${mark.charCodeAt(0)};`);
}
