import { createOutbox } from '/dist/outbox.js';

/** How often the page looks at what waits, in milliseconds. */
const PACE = 500;
/** How long the server is down, in milliseconds. */
const OUTAGE = 10_000;

/** The playground's outbox: what a visit before has left waiting leaves now. */
export const outbox = createOutbox({ name: 'playground', worker: '/dist/outbox.worker.js' });

let downUntil = 0;

/** Where a trigger goes: while the server is down it goes to the script that is. */
export function addressOf(url) {
  const left = downUntil - Date.now();
  return left > 0 ? `/scripts/flaky?answer=503&until=${downUntil}&${url.split('?')[1]}` : url;
}

/**
 * Makes the switches of the outbox work, and shows what waits.
 *
 * @param {{ down: HTMLButtonElement, offline: HTMLInputElement, forget: HTMLButtonElement, pending: HTMLElement }} controls
 */
export function showOutbox({ down, offline, forget, pending }) {
  const { fetch } = globalThis;
  const { sendBeacon } = Navigator.prototype;

  down.addEventListener('click', () => {
    downUntil = Date.now() + OUTAGE;
  });
  // A page cannot cut its network: its requests fail as if it were cut.
  offline.addEventListener('change', () => {
    const { checked } = offline;
    globalThis.fetch = checked ? async () => Promise.reject(TypeError('offline')) : fetch;
    Navigator.prototype.sendBeacon = checked ? () => false : sendBeacon;
    dispatchEvent(new Event(checked ? 'offline' : 'online'));
  });
  forget.addEventListener('click', () => outbox.clear());

  const look = async () => {
    const waiting = await outbox.pending();
    const seconds = Math.ceil((downUntil - Date.now()) / 1000);
    pending.dataset.pending = String(waiting);
    say(pending, waiting === 1 ? '1 waits on this device.' : `${waiting} wait on this device.`);
    say(down, seconds > 0 ? `Server down for ${seconds} s` : 'Server down for 10 s');
  };
  look();
  setInterval(look, PACE);
}

/** Once for each change: a screen reader reads what is written, also where it is the same. */
function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
