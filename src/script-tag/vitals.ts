import * as attribution from 'web-vitals/attribution';
import { look } from '../page.ts';
import { trigger } from '../trigger.ts';
import { reportVitals } from '../vitals/reportVitals.ts';
import { attributes, report, urlOf } from './attributes.ts';

const tag = look('currentScript') as HTMLScriptElement | null;
if (tag)
  report(tag, () => {
    const { url, attribution: detailed, ...options } = attributes(tag, '');
    reportVitals(urlOf('data-url', url), {
      ...options,
      attribution: detailed ? attribution : undefined,
      // One core for the page, where its own script has come.
      trigger(...call) {
        const { sendoff } = window;
        return (typeof sendoff === 'function' && !sendoff.q ? sendoff : trigger)(...call);
      },
    });
  });
