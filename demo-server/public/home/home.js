import { followLog } from '../shared/followLog.js';

/** After how many milliseconds a visitor leaves a page that still loads. */
const PATIENCE = 500;

const again = document.querySelector('#again');
const panels = [...document.querySelectorAll('.visit')];
for (const panel of panels) {
  panel.append(document.importNode(document.querySelector('#visit').content, true));
  const { fault, by } = panel.dataset;
  panel.querySelector('iframe').title = `The visit: ${fault} by ${by}`;
}
/** Marks this run's requests in the log. */
let view;
/** Called with each entry of the log. */
const listeners = new Set();

followLog({
  onEntry(entry) {
    for (const listener of listeners) listener(entry);
  },
});
again.addEventListener('click', run);
run();

async function run() {
  again.disabled = true;
  view = Math.random().toString(36).slice(2, 10);
  listeners.clear();
  const visits = panels.map(openVisit);
  const of = fault => visits.filter(visit => visit.fault === fault);
  await Promise.all(of('held').map(each => each.stay()));
  await Promise.all(of('lost').map(each => each.leave()));
  again.disabled = false;
}

/** A visit in its frame: how its page loads, and what the server receives. */
function openVisit(element) {
  const { fault, by } = element.dataset;
  const frame = element.querySelector('iframe');
  const figures = {
    load: element.querySelector('.load'),
    server: element.querySelector('.server'),
  };
  const show = (name, text, tone = '') => {
    figures[name].textContent = text;
    figures[name].className = `${name} ${tone}`;
  };
  show('load', '…');
  show('server', '…');
  delete element.dataset.load;
  delete element.dataset.received;

  const own = ({ event, query }) =>
    event === 'received' && query.view === view && query.fault === fault && query.by === by;
  const received = seen(own).then(() => {
    show('server', 'received', 'good');
    element.dataset.received = 'yes';
  });
  const open = () =>
    new Promise(loaded => {
      const start = performance.now();
      const tick = () => {
        const ms = Math.round(performance.now() - start);
        const isLoaded = isOpen(frame) && frame.contentDocument.readyState === 'complete';
        const time = `${ms.toLocaleString()} ms`;
        if (isLoaded) show('load', `loaded after ${time}`, ms > 1000 ? 'bad' : '');
        else show('load', `loading, ${time} …`);
        if (isLoaded || (fault === 'lost' && isOpen(frame) && ms > PATIENCE)) {
          element.dataset.load = String(ms);
          loaded();
        } else setTimeout(tick, 30);
      };
      frame.src = `/visitor?${new URLSearchParams({ fault, by, view })}`;
      tick();
    });

  return {
    fault,
    /** Waits for the load event and the server's receipt. */
    async stay() {
      await open();
      await received;
    },
    /** Leaves while the page loads, and waits until all that had left it has arrived. */
    async leave() {
      await open();
      const left = new Promise(done => frame.addEventListener('load', done, { once: true }));
      frame.src = '/visitor';
      await left;
      show('load', `left after ${element.dataset.load} ms`);
      const marker = `${view}-${by}`;
      const later = seen(({ query }) => query?.marker === marker);
      await fetch(`/collect?${new URLSearchParams({ marker })}`, { method: 'POST' });
      await Promise.race([later, received]);
      if (element.dataset.received) return;
      // WebKit fires no exit event in a frame that navigates while it loads; in a tab it does.
      const why =
        by === 'sendoff'
          ? 'received nothing: this browser fires no exit event in a loading frame'
          : 'received nothing';
      show('server', why, 'bad');
      element.dataset.received = 'no';
    },
  };
}

/** Whether the visit's page has made its call. */
function isOpen(frame) {
  return frame.contentDocument?.documentElement?.dataset.asked === view;
}

/** Resolves at the first log entry that passes. */
function seen(isIt) {
  return new Promise(resolve => {
    const listener = entry => {
      if (!isIt(entry)) return;
      listeners.delete(listener);
      resolve();
    };
    listeners.add(listener);
  });
}
