// The delivery matrix: one subject, sent once at each moment.
//
//   ?via=      how it is sent
//   ?moments=  when, with commas between
//   ?page=     goes along in each request, with the moment as `case`
//   ?ask       what is sent at once waits for `ask()`, which a click calls too
//   ?other=    the other site's origin
//   ?hold      an image that takes ten minutes: the page never finishes loading
const query = new URLSearchParams(location.search);
const asked = [];
window.ask = () => {
  for (const send of asked.splice(0)) send();
};

/** Starts the page's subject, given how it sends to a URL at a moment. */
window.start = send => {
  // The document that comes of a reload is another page, which has nothing to send.
  if (performance.getEntriesByType('navigation')[0].type === 'reload') return;
  for (const moment of query.get('moments').split(',')) {
    const url = `/collect?page=${encodeURIComponent(query.get('page'))}&case=${moment}`;
    if (moment === 'now' && query.has('ask')) asked.push(() => send(moment, url));
    else send(moment, url);
  }
};

addEventListener('DOMContentLoaded', () => {
  document.querySelector('#cross').href = `${query.get('other')}/e2e/away.html`;
  for (const link of document.querySelectorAll('a')) link.onclick = ask;
  document.querySelector('#location').onclick = () => {
    ask();
    location.href = '/e2e/away.html';
  };
});
