/**
 * Follows the server's log: the latest entries, then each new one.
 *
 * The stream is closed in pagehide, since an open connection would keep the page out of the
 * back/forward cache; when the page comes back, the log is read again. (Firefox decides before
 * pagehide, so there a page that follows the log is always reloaded.)
 *
 * @param {{
 *   onEntry: (entry: any, fresh: boolean) => void,
 *   onSkipped?: (count: number) => void,
 *   onState?: (state: 'live' | 'lost' | 'refused') => void,
 * }} handlers
 */
export function followLog({ onEntry, onSkipped = () => {}, onState = () => {} }) {
  let stream;
  let caughtUp;

  const open = () => {
    stream = new EventSource('/events');
    caughtUp = false;
    stream.addEventListener('message', event => {
      for (const line of event.data.split('\n')) onEntry(JSON.parse(line), caughtUp);
    });
    stream.addEventListener('skipped', event => onSkipped(Number(event.data)));
    stream.addEventListener('caught-up', () => {
      caughtUp = true;
      onState('live');
    });
    stream.addEventListener('error', () => {
      caughtUp = false;
      onState(stream.readyState === EventSource.CLOSED ? 'refused' : 'lost');
    });
  };

  open();
  addEventListener('pagehide', () => stream.close());
  addEventListener('pageshow', event => {
    if (event.persisted) open();
  });
}
