import { arrived, once } from './support/arrived.ts';
import { later } from './support/later.ts';
import { isLeftOut, LEFT_OUT } from './support/oneEngine.ts';
import { expect, test } from './support/test.ts';

test.skip(isLeftOut, LEFT_OUT);

// A named element hides the document's property of that name.
const ELEMENTS = [
  '<iframe name="hidden"></iframe>',
  '<img name="prerendering">',
  '<img name="createElement">',
  '<img name="readyState">',
  '<img name="baseURI">',
  '<form name="head"><input name="append"></form>',
  '<img name="querySelectorAll">',
  // A script's own names hide the browser's from every other script.
  `<script>const URL = '/api', Image = 0, Request = 0, crypto = {}, performance = { load: 7 };</script>`,
  `<script>var URL = '/api', Image = 0, Request = 0, crypto = {};</script>`,
  '<script>class Document {}</script>',
  // As MooTools has them.
  '<script>Document = function () {}; Request = function () {};</script>',
];

const EARLY = ['now', 'load', 'idle'];
const LATE = ['hidden', 'pagehide'];
const BY_ELEMENT = ['img', 'script'];

for (const element of ELEMENTS)
  test(`each trigger leaves once and in time on a page with ${element}`, async ({
    open,
    server,
    key,
    marker,
  }) => {
    const to = (name: string) => `/collect?test=${key}&case=${name}`;
    const calls = [
      ...[...EARLY, ...LATE].map(when => [to(when), { when }]),
      ...BY_ELEMENT.map(via => [to(via), { via }]),
    ];
    const tab = await open(
      server.url('/e2e/calls.html', { element, calls: JSON.stringify(calls) }),
    );
    const before = [...EARLY, ...BY_ELEMENT];
    await expect.poll(() => arrived(server, key)).toEqual(once(before));
    await later(tab, server);
    const received = await server.received({ query: { test: key } });
    const moments = received.map(({ query, tag }) => [query.case, tag?.when]);
    expect(Object.fromEntries(moments)).toEqual({
      now: 'now',
      load: 'load',
      idle: 'idle',
      img: 'load',
      script: 'load',
    });

    await tab.follow('#away');
    await expect.poll(() => arrived(server, key)).toEqual(once([...before, ...LATE]));
    await tab.close();
    await marker();
    expect(await arrived(server, key)).toEqual(once([...before, ...LATE]));
  });
