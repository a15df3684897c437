import * as attribution from 'web-vitals/attribution';
import { look } from '../page.ts';
import { trigger } from '../trigger.ts';
import { reportVitals } from '../vitals/reportVitals.ts';
import { attributes, logErrors, urlOf } from './attributes.ts';

const tag = look('currentScript') as HTMLScriptElement | null;
if (tag)
  logErrors(tag, () => {
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
