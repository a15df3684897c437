/** Text as it may stand in XML. */
export function toXml(text: string): string {
  return text.replace(/[&<>"]/g, mark => `&#${mark.charCodeAt(0)};`);
}
