import { HttpResponse, http } from 'msw';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { attributes } from '../src/script-tag/attributes.ts';
import { declare } from '../src/script-tag/declare.ts';
import { worker } from './worker.ts';

declare();

let requests: string[];

beforeEach(() => {
  requests = [];
  worker.use(
    http.post('/script/:name', async ({ params, request }) => {
      requests.push([params.name, await request.text()].filter(Boolean).join(' '));
      return new HttpResponse(null, { status: 204 });
    }),
  );
});

afterEach(() => {
  vi.restoreAllMocks();
  document.body.replaceChildren();
});

function show(html: string): void {
  document.body.innerHTML = html;
}
const click = (selector: string) => document.querySelector<HTMLElement>(selector)?.click();
/** What is seen by then has been told. */
const frames = () =>
  new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve)));
const arrive = (...expected: string[]) => vi.waitFor(() => expect(requests).toEqual(expected));

test('a click on a child of an element that was added later counts', async () => {
  show(`<button data-sendoff="/script/buy" data-sendoff-data='{"id":7}'><b>Buy</b></button>`);
  click('b');
  await arrive('buy id=7');
});

test('a click counts for each element around it, and stopPropagation does not hide it', async () => {
  show('<div data-sendoff="/script/outer"><button data-sendoff="/script/inner">x</button></div>');
  document.querySelector('button')?.addEventListener('click', event => event.stopPropagation());
  click('button');
  await vi.waitFor(() => expect([...requests].sort()).toEqual(['inner', 'outer']));
});

test('a click counts once where the page wraps every listener anew', async () => {
  const add = window.addEventListener;
  vi.spyOn(window, 'addEventListener').mockImplementation((type, listener, options) =>
    add.call(window, type, event => (listener as EventListener)(event), options),
  );
  for (const name of ['first', 'second']) {
    show(`<button data-sendoff="/script/${name}">x</button>`);
    await frames();
  }
  click('button');
  await arrive('second');
  show('<button data-sendoff="/script/later">x</button>');
  click('button');
  await arrive('second', 'later');
});

test('a submit counts, a click in the form does not', async () => {
  show('<form data-sendoff="/script/form" data-sendoff-on="submit"><button>Send</button></form>');
  const form = document.querySelector('form');
  form?.addEventListener('submit', event => event.preventDefault());
  form?.click();
  click('button');
  await arrive('form');
});

test('an element that is seen fires once', async () => {
  show(
    '<div style="height:300vh"></div><p data-sendoff="/script/seen" data-sendoff-on="visible">x</p><button data-sendoff="/script/later">x</button>',
  );
  const text = document.querySelector('p');
  click('button');
  await arrive('later');
  text?.scrollIntoView();
  await arrive('later', 'seen');
  scrollTo(0, 0);
  document.body.append(document.createElement('p'));
  await frames();
  text?.scrollIntoView();
  await frames();
  click('button');
  await arrive('later', 'seen', 'later');
});

test('an element that is to fire when it is seen may be told so later', async () => {
  show('<p data-sendoff="/script/told">x</p>');
  await frames();
  document.querySelector('p')?.setAttribute('data-sendoff-on', 'visible');
  await arrive('told');
});

test('a click in an open shadow tree counts for the elements in it and around it', async () => {
  show('<div data-sendoff="/script/host"></div>');
  const root = document.querySelector('div')?.attachShadow({ mode: 'open' }) as ShadowRoot;
  root.innerHTML = '<button data-sendoff="/script/inner">x</button>';
  root.querySelector('button')?.click();
  await vi.waitFor(() => expect([...requests].sort()).toEqual(['host', 'inner']));
});

test.each([
  [
    'broken JSON',
    'data-sendoff="/script/x" data-sendoff-data="{id:7}"',
    /data-sendoff-data is "\{id:7\}"; allowed: JSON/,
  ],
  ['a missing URL', 'data-sendoff', /data-sendoff is "true"; allowed: a URL/],
  ['an unknown transport', 'data-sendoff="/script/x" data-sendoff-via="xhr"', /via is "xhr"/],
])('%s is logged to the console, and the next element works', async (_, markup, message) => {
  const error = vi.spyOn(console, 'error').mockImplementation(() => {});
  show(
    `<button id="bad" ${markup}>x</button><button id="good" data-sendoff="/script/good">x</button>`,
  );
  click('#bad');
  expect(error.mock.calls[0]?.[0]).toMatch(message);
  click('#good');
  await arrive('good');
});

test('an unknown event is logged to the console', async () => {
  const error = vi.spyOn(console, 'error').mockImplementation(() => {});
  show('<p data-sendoff="/script/x" data-sendoff-on="hover">x</p>');
  await vi.waitFor(() =>
    expect(error.mock.calls[0]?.[0]).toMatch(/"hover"; allowed: click, submit, visible/),
  );
});

test('attributes become options in camel case, true without a value and false by name', () => {
  show(
    '<p data-sendoff="/x" data-sendoff-referrer-policy="origin" data-sendoff-cors data-sendoff-tag="false" data-other="1">x</p>',
  );
  expect(attributes(document.querySelector('p') as HTMLElement, 'sendoff')).toEqual({
    '': '/x',
    referrerPolicy: 'origin',
    cors: true,
    tag: false,
  });
});

test('an element whose data-sendoff-on changes fires on what it says now', async () => {
  show(
    `<p id="seen" data-sendoff="/script/seen" data-sendoff-on="click">x</p>
    <p id="clicked" data-sendoff="/script/clicked" data-sendoff-on="visible" style="display:none">x</p>`,
  );
  const [seen, clicked] = document.querySelectorAll('p');
  // They have been found as they are by now.
  await new Promise(requestAnimationFrame);
  clicked?.setAttribute('data-sendoff-on', 'click');
  await new Promise(requestAnimationFrame);
  clicked?.removeAttribute('style');
  seen?.setAttribute('data-sendoff-on', 'visible');
  await arrive('seen');
  click('#clicked');
  await arrive('seen', 'clicked');
});

test('a click still counts when document.open() has erased the listeners of the page', async () => {
  const frame = document.createElement('iframe');
  const url = new URL('../src/script-tag/declare.ts', import.meta.url).href;
  const ready = new Promise(resolve => Object.assign(window, { ready: resolve }));
  frame.srcdoc = `<script type="module">
    import { declare } from '${url}';
    declare();
    parent.ready();
  </script>`;
  document.body.append(frame);
  await ready;
  const page = frame.contentWindow as Window & typeof globalThis;
  const fetch = vi.spyOn(page, 'fetch').mockResolvedValue(new Response());
  page.document.open();
  page.document.write('<button data-sendoff="/script/again">x</button>');
  page.document.close();
  await vi.waitFor(() => {
    page.document.querySelector('button')?.click();
    expect(fetch.mock.calls[0]?.[0]).toContain('/script/again');
  });
});
