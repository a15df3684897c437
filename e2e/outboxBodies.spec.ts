import { once } from './support/arrived.ts';
import { expect, OFFLINE, test, UP } from './support/collector.ts';
import { BY_COMMAND, IS_WHOLE } from './support/oneEngine.ts';
import { type OutboxPage, outcomes, pending } from './support/outboxPage.ts';

test.skip(!IS_WHOLE, BY_COMMAND);

test('a body of every kind arrives at the next visit as it was', async ({
  engine,
  open,
  collector,
}) => {
  test.skip(engine.name === 'webkit', 'a private session, as its driver has, stores no blob');
  collector.answer = OFFLINE;
  const tab = await open(collector.url('/e2e/outbox.html'));
  await tab.evaluate(() => {
    const { fire } = window as never as OutboxPage;
    const form = new FormData();
    form.append('name', 'é');
    form.append('file', new File(['content'], 'note.txt', { type: 'text/plain' }));
    fire('object', { data: { id: 7, nested: [1] } });
    fire('json', { data: { id: 7 }, encoding: 'json' });
    fire('params', { data: new URLSearchParams({ a: 'é &' }) });
    fire('form', { data: form });
    fire('text', { data: 'é€😀' });
    fire('blob', { data: new Blob(['blob'], { type: 'text/plain' }) });
    fire('buffer', { data: new Uint8Array([0, 1, 254, 255]) });
    fire('none', { data: null });
    fire('get', { data: { id: 7 }, method: 'GET' });
    fire('image', { data: { id: 7 }, via: 'img', when: 'now' });
  });
  const names = [
    ...['blob', 'buffer', 'form', 'get', 'image', 'json', 'none', 'object', 'params', 'text'],
  ];
  await expect.poll(async () => (await outcomes(tab)).length).toBe(names.length);
  expect(await outcomes(tab)).toEqual(names.map(name => `${name} stored`));
  await tab.close();
  const first = collector.arrivals.length;
  collector.answer = UP;
  await open(collector.url('/e2e/outbox.html'));
  await expect.poll(() => collector.effects()).toEqual(once(names));
  const sent = Object.fromEntries(
    collector.arrivals.slice(first).map(({ query, method, headers, body }) => [
      query.case,
      {
        method,
        type: headers['content-type']?.split(';')[0],
        body: body.toString('latin1'),
        query,
      },
    ]),
  );
  const latin1 = (text: string) => Buffer.from(text).toString('latin1');
  const form = 'application/x-www-form-urlencoded';
  expect(sent).toMatchObject({
    object: { method: 'POST', type: form, body: 'id=7&nested=%5B1%5D' },
    json: { method: 'POST', type: 'text/plain', body: '{"id":7}' },
    params: { method: 'POST', type: form, body: 'a=%C3%A9+%26' },
    text: { method: 'POST', type: 'text/plain', body: latin1('é€😀') },
    blob: { method: 'POST', type: 'text/plain', body: 'blob' },
    buffer: { method: 'POST', body: '\x00\x01\xfe\xff' },
    none: { method: 'POST', body: '' },
    get: { method: 'GET', query: { id: '7' } },
    image: { method: 'GET', query: { id: '7' } },
  });
  expect(sent.form).toMatchObject({ method: 'POST', type: 'multipart/form-data' });
  expect(sent.form?.body).toContain(`name="name"\r\n\r\n${latin1('é')}\r\n`);
  expect(sent.form?.body).toContain(
    'filename="note.txt"\r\nContent-Type: text/plain\r\n\r\ncontent',
  );
});

test('a data function is read when the item is stored, and again when it leaves', async ({
  engine,
  open,
  collector,
}) => {
  test.skip(!engine.canHide, 'this build keeps every page visible');
  const tab = await open(collector.url('/e2e/outbox.html'));
  await tab.evaluate(() => {
    const page = window as never as OutboxPage & { reads: number };
    page.reads = 0;
    page.fire('late', { when: 'hidden', data: () => ({ reads: ++page.reads }) });
  });
  await expect.poll(() => pending(tab)).toBe(1);
  collector.answer = OFFLINE;
  await tab.hide();
  await expect.poll(() => outcomes(tab)).toEqual(['late stored']);
  collector.answer = UP;
  await tab.show();
  await tab.evaluate(() => void dispatchEvent(new Event('online')));
  await expect.poll(() => collector.effects()).toEqual(once(['late']));
  expect(collector.arrivals.map(({ body }) => body.toString())).toEqual(['reads=2', 'reads=2']);
});

test('a queue over an outbox delivers its events at the next visit', async ({
  open,
  collector,
}) => {
  collector.answer = OFFLINE;
  const tab = await open(collector.url('/e2e/outbox.html'));
  const outcome = await tab.evaluate(async () => {
    const path = '/dist/queue.js';
    const { createQueue }: typeof import('../src/queue.ts') = await import(path);
    const { outbox } = window as never as OutboxPage;
    const queue = createQueue('/collect?case=events', { trigger: outbox.trigger });
    queue.push('one');
    queue.push('two');
    return (await queue.flush()).map(receipt => `${receipt.outcome} ${receipt.count}`);
  });
  expect(outcome).toEqual(['stored 2']);
  await tab.close();
  collector.answer = UP;
  await open(collector.url('/e2e/outbox.html'));
  await expect.poll(() => collector.effects()).toEqual(once(['events']));
  const [arrival] = collector.arrivals.slice(-1);
  expect(JSON.parse(`${arrival?.body}`).map(({ event }: { event: string }) => event)).toEqual([
    'one',
    'two',
  ]);
});
