import { trigger } from '../trigger.ts';
import { declare } from './declare.ts';
import { fire } from './fire.ts';
import { report } from './report.ts';

const before = window.sendoff;
// A second tag on the page adds its own trigger; the rest is there already. What is not a function is
// an element with that id.
if (typeof before !== 'function' || before.q) {
  window.sendoff = trigger;
  declare();
  for (const [settle, call] of before?.q?.splice(0) ?? []) settle((async () => trigger(...call))());
}

// Read past the document, whose own properties an element named "currentScript" can shadow.
const tag = Reflect.get(Document.prototype, 'currentScript', document) as HTMLScriptElement | null;
const { url, via, when, data } = tag?.dataset ?? {};
if (tag && (url ?? via ?? when ?? data) != null) {
  const visit = () => report(tag, () => fire(tag, '', 'url'));
  visit();
  // A page that comes back from the back/forward cache is visited again.
  addEventListener('pageshow', event => {
    if (event.persisted) visit();
  });
}
