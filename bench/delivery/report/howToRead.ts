import { alignTable, bullets } from '../../report/table.ts';
import { conditions } from '../cells/conditions.ts';
import { type Exit, exits } from '../cells/exits.ts';
import { MOMENTS } from '../cells/moments.ts';
import type { Delivery } from './delivery.ts';

/** What the tables' signs, rows and columns mean, and why some cells are empty. */
export function howToRead({ runs, outcomes }: Delivery): string {
  const reasons = new Set(
    outcomes.flatMap(it => ('reason' in it ? [`${it.engine}, ${it.subject}: ${it.reason}`] : [])),
  );
  const ways = conditions.plain.exits.map(name => {
    const { title, asked, loaded }: Exit = exits[name];
    const load = loaded ? 'has fired' : 'never fires';
    return [`\`${name}\``, title, asked, load];
  });
  const patterns = Object.entries(MOMENTS).map(([name, text]) => [`\`${name}\``, text]);
  return `A number alone: every run's request arrived. \`n/${runs}\`: so many did. \`${runs} +1\`: one came twice. –: cannot be run, and is not counted.

${reasons.size > 0 ? `${bullets([...reasons])}\n\n` : ''}${alignTable(['way of leaving', 'what it is', '`now` is asked for', 'the load event'], ways)}

${alignTable(['moment', "the bare APIs, in the page's own listeners"], patterns)}`;
}
