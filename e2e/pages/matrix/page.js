// The delivery matrix: one subject, sent once at each moment, and all ways to leave the page.
//
//   ?via=      how it is sent
//   ?moments=  when, with commas between
//   ?page=     goes along in each request, with the moment as `case`
//   ?ask       what is sent at once waits for `ask()`, which a click calls too
//   ?to=       the origin that takes the requests, where that is another
//   ?count=N   so many at each moment, numbered by `n`
//   ?bytes=N   the size of each body
//   ?other=    the other site's origin
//   ?hold      an image that takes ten minutes: the page never finishes loading
const query = new URLSearchParams(location.search);
const AWAY = '/e2e/away.html';
const asked = [];
window.ask = () => {
  for (const send of asked.splice(0)) send();
};

/** What each request has in its body. */
window.fields = { from: query.get('via') };
if (query.has('bytes')) fields.filler = 'x'.repeat(query.get('bytes'));

/** What the page has seen of its requests, by their moments. */
window.receipts = {};

/** Starts the page's subject, given how it sends to a URL at a moment; it hands on what it has seen of that. */
window.start = send => {
  const startAll = first => {
    for (const moment of query.get('moments').split(',')) {
      const page = encodeURIComponent(query.get('page'));
      const url = `${query.get('to') ?? ''}/collect?page=${page}&case=${moment}`;
      const sendAll = () => {
        for (let n = first; n < first + Number(query.get('count') ?? 1); n++)
          send(moment, `${url}&n=${n}`, receipt => {
            receipts[moment] = receipt;
          });
      };
      if (moment === 'now' && query.has('ask')) asked.push(sendAll);
      else sendAll();
    }
  };
  window.again = () => startAll(2);
  // The document that comes of a reload, or of the back button, is another page, which has nothing to send.
  if (performance.getEntriesByType('navigation')[0].type === 'navigate') startAll(1);
};

const CONTROLS = `
  <p>
    <a id="link" href="${AWAY}">Away</a>
    <a id="cross" href="${query.get('other')}${AWAY}">Another site</a>
    <a id="no-content" href="/collect">204</a>
    <a id="mail" href="mailto:nobody@example.com">Mail</a>
    <button id="location" type="button">location =</button>
    <button id="replace" type="button">location.replace()</button>
    <button id="refresh" type="button">Refresh</button>
    <button id="window" type="button">Another window</button>
  </p>
  <form method="post" action="${AWAY}"><button id="form">Form</button></form>`;

const clicks = {
  location: () => {
    location.href = AWAY;
  },
  replace: () => location.replace(AWAY),
  refresh: () =>
    document.head.insertAdjacentHTML(
      'beforeend',
      `<meta http-equiv="refresh" content="0; url=${AWAY}">`,
    ),
};

addEventListener('DOMContentLoaded', () => {
  document.body.insertAdjacentHTML('beforeend', CONTROLS);
  const find = id => document.getElementById(id);
  for (const id of ['link', 'cross', 'form']) find(id).onclick = ask;
  for (const [id, act] of Object.entries(clicks))
    find(id).onclick = () => {
      ask();
      act();
    };
  find('window').onclick = () => open(AWAY, '', 'width=300,height=200');

  // In a frame: what no click from outside reaches.
  if (parent === window) return;
  addEventListener('message', () => find('link').click());
  parent.postMessage('parsed', '*');
});

// In a popup: opener.html says when it closes itself.
if (opener) {
  addEventListener('load', () => opener.postMessage('loaded', '*'));
  addEventListener('message', () => {
    ask();
    close();
  });
}
