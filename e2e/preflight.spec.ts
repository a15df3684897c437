import { expect, test } from './support/test.ts';

test('no trigger to another origin asks first, whatever it carries', async ({
  open,
  server,
  key,
}) => {
  const tab = await open(server.url('/e2e/sdk.html', { test: key }));
  const to = server.other.url('/collect', { test: key });
  const sent = await tab.evaluate(async (url: string) => {
    const fields = { id: 7 };
    const form = new FormData();
    form.append('id', '7');
    const json = new Blob(['{"id":7}'], { type: 'application/json' });
    const trigger = (
      window as never as { sendoff: (url: string, options: object) => Promise<{ outcome: string }> }
    ).sendoff;
    const calls = [
      ...[
        fields,
        new URLSearchParams(fields as never),
        form,
        json,
        'text',
        new Uint8Array(9),
      ].flatMap(data => ['fetch', 'beacon'].map(via => trigger(url, { via, data }))),
      ...['fetch', 'beacon'].map(via => trigger(url, { via, data: fields, encoding: 'json' })),
      ...['img', 'script'].map(via => trigger(url, { via, data: fields })),
    ];
    return (await Promise.all(calls)).map(({ outcome }) => outcome);
  }, to);
  expect(sent).not.toContain('failed');
  await expect
    .poll(async () => (await server.other.received({ query: { test: key } })).length)
    .toBe(sent.length);

  // What does ask first is seen here: the check can fail.
  await tab.evaluate(async (url: string) => {
    const trigger = (
      window as never as { sendoff: (url: string, options: object) => Promise<unknown> }
    ).sendoff;
    await trigger(`${url}&asks`, { headers: { 'X-Id': '7' } });
  }, to);
  const asked = async () =>
    (await server.other.log()).filter(
      entry => JSON.stringify(entry).includes(key) && JSON.stringify(entry).includes('OPTIONS'),
    );
  await expect.poll(async () => (await asked()).length).toBe(1);
  expect(JSON.stringify(await asked())).toContain('asks');
});
