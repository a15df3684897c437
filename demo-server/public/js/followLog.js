/**
 * Follows the server's log: what it holds, then each new entry.
 *
 * The stream is closed while the page is away, since an open connection would keep it out of the
 * back/forward cache; when it comes back, the log is read again from its start. (Firefox decides
 * before pagehide, so there a page that follows the log is always loaded anew.)
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
