/**
 * The ways to start a script, each with what it is: four of the browser, four of the server.
 *
 * @type {{ way: string, told: string, code?: string }[]}
 */
export const ways = [
  { way: 'fetch', told: 'The browser: keepalive ', code: 'fetch' },
  { way: 'beacon', told: 'The browser: ', code: 'sendBeacon' },
  { way: 'img', told: 'The browser: an image' },
  { way: 'script', told: 'The browser: a script' },
  { way: 'popen', told: 'The server: a program of its own machine, ', code: 'popen()' },
  { way: 'curl', told: 'The server: an HTTP client that waits a second, cURL' },
  { way: 'socket', told: 'The server: a bare socket, ', code: 'fsockopen()' },
  { way: 'pool', told: 'The server: a queue with workers' },
];
