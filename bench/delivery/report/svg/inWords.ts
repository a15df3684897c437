import { moments } from '../../cells/moments.ts';
import { subjects } from '../../cells/subjects.ts';
import type { Delivery } from '../delivery.ts';

/** The picture in words. */
export function inWords({ outcomes, runs }: Delivery): string {
  const counted = outcomes.flatMap(outcome => ('runs' in outcome ? [outcome] : []));
  const parts = (['sendoff', 'keepalive', 'beacon'] as const).map(subject => {
    const own = counted.filter(outcome => outcome.subject === subject);
    const whole = own.filter(({ arrived, runs }) => arrived === runs);
    return `${subjects[subject].title}: ${whole.length} of ${own.length} cells deliver every run`;
  });
  return `${runs} runs for each subject, moment (${Object.keys(moments).join(', ')}) and way of leaving. ${parts.join('. ')}.`;
}
