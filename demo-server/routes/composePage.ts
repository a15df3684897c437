const PART = /^([ \t]*)<!-- part: ([\w-]+) -->$/gm;

/** What every page has in common comes from parts: `<!-- part: NAME -->` stands for one. */
export function composePage(
  html: string,
  parts: Readonly<Record<string, string>>,
  url: string,
): string {
  return html
    .replace(PART, (_, indent: string, name: string) =>
      (parts[name] ?? '').trimEnd().replace(/^/gm, indent),
    )
    .replace(`<a href="${url}">`, `<a href="${url}" aria-current="page">`);
}
