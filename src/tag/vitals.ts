import * as attribution from 'web-vitals/attribution';
import { check } from '../check.ts';
import { trigger } from '../trigger.ts';
import { reportVitals } from '../vitals/reportVitals.ts';
import { attributes } from './attributes.ts';
import { report } from './report.ts';

// Read past the document, whose own properties an element named "currentScript" can shadow.
const tag = Reflect.get(Document.prototype, 'currentScript', document) as HTMLScriptElement | null;
if (tag)
  report(tag, () => {
    const { url, attribution: detailed, ...options } = attributes(tag, '');
    check('data-url', typeof url, 'string', url);
    reportVitals(url as string, {
      ...options,
      attribution: detailed ? attribution : undefined,
      // One core for the page, where its own script has come.
      trigger(...call) {
        const { sendoff } = window;
        return (typeof sendoff === 'function' && !sendoff.q ? sendoff : trigger)(...call);
      },
    });
  });
