import { subjects } from '../../cells/subjects.ts';
import { drawText } from './drawText.ts';
import type { Row } from './layOut.ts';
import { sizes } from './sizes.ts';

/** What a row is about: its moment, and where its subject begins the subject. */
export function drawLabel({ subject, moment, y, isFirst }: Row): string {
  const title = isFirst ? drawText(8, y + 11, subjects[subject].title, 'font-weight="600"') : '';
  return title + drawText(sizes.labels - 8, y + 11, moment, 'text-anchor="end"');
}
