import { trigger } from '/dist/index.js';

/** The SDK fires these; the server runs the other ways. */
const TRANSPORTS = ['fetch', 'beacon', 'img', 'script'];

const query = new URLSearchParams(location.search);
const way = query.get('way');

// After the load event: from here on a visitor waits for the way alone.
addEventListener('load', async () => {
  // Another site may not frame this page, but may send a visitor here: then nobody has pressed a button.
  if (parent === window) return;
  const start = performance.now();
  const trouble = TRANSPORTS.includes(way) ? fire() : await launch();
  parent.postMessage({ run: query.get('run'), waited: performance.now() - start, trouble });
});

/** The browser makes the calls: the visitor waits for as long as `trigger` takes to return. */
function fire() {
  const origin = query.get('to') === 'own' ? location.origin : otherOrigin();
  const script = pick('run', 'ms', 'onDisconnect', 'respond');
  for (let call = 0; call < Number(query.get('calls')); call += 1) {
    trigger(`${origin}/scripts/slow?${script}`, { via: way, when: 'now' });
  }
  return '';
}

/** The server makes them: the visitor waits for its answer. */
async function launch() {
  const asked = pick('run', 'ms', 'onDisconnect', 'respond', 'to', 'calls');
  const answer = await fetch(`/methods/${way}?${asked}`, { method: 'POST' });
  return answer.ok ? '' : (await answer.text()).trim();
}

function otherOrigin() {
  return `${location.protocol}//${location.hostname}:${query.get('port')}`;
}

function pick(...names) {
  return new URLSearchParams(names.map(name => [name, query.get(name)]));
}
