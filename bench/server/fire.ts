import autocannon from 'autocannon';

let count = 0;

/** Sends triggers such as a browser's fetch makes, ten to a page, as many as there can be at a time. */
export async function fire(
  port: number,
  until: { duration: number } | { amount: number },
): Promise<{ requests: number; seconds: number }> {
  const result = await autocannon({
    url: `http://127.0.0.1:${port}`,
    connections: 50,
    ...until,
    requests: [
      {
        method: 'POST',
        headers: {
          'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
          origin: 'http://127.0.0.1:8787',
          referer: 'http://127.0.0.1:8787/playground',
          'sec-fetch-dest': 'empty',
          'sec-fetch-mode': 'no-cors',
          'sec-fetch-site': 'same-origin',
          'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0',
        },
        body: 'id=7&note=hello',
        setupRequest(request) {
          count += 1;
          const tag = `page${Math.floor(count / 10)}.${(count % 10) + 1}.fetch.now`;
          return { ...request, path: `/collect?view=bench&sendoff=${tag}` };
        },
      },
    ],
  });
  if (result.non2xx + result.errors > 0)
    throw new Error(`${result.non2xx + result.errors} failed.`);
  return { requests: result.requests.total, seconds: result.duration };
}
