/**
 * The ways to start a script, each with what it is: four of the browser, four of the server.
 *
 * @type {{ way: string, text: string, code?: string }[]}
 */
export const WAYS = [
  { way: 'fetch', text: 'The browser: keepalive ', code: 'fetch' },
  { way: 'beacon', text: 'The browser: ', code: 'sendBeacon' },
  { way: 'img', text: 'The browser: an image' },
  { way: 'script', text: 'The browser: a script' },
  { way: 'popen', text: 'The server: a program on its machine, ', code: 'popen()' },
  { way: 'curl', text: 'The server: cURL, which waits a second' },
  { way: 'socket', text: 'The server: a bare socket, ', code: 'fsockopen()' },
  { way: 'pool', text: 'The server: a queue with workers' },
];
