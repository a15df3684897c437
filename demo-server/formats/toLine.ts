import type { Entry } from './entry.ts';
import { UNPRINTABLE } from './unprintable.ts';

/**
 * One entry as one line, without its end. JSON escapes the control characters below U+0020 only; the rest
 * would split the line in some readers, or play tricks on who looks at the file with `tail -f`.
 */
export function toLine(entry: Entry): string {
  return JSON.stringify(entry).replace(UNPRINTABLE, escapeCharacter);
}

function escapeCharacter(character: string): string {
  let escaped = '';
  for (let at = 0; at < character.length; at += 1) {
    escaped += `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`;
  }
  return escaped;
}
