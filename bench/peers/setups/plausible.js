import { init, track } from '@plausible-analytics/tracker';

export const boot = url =>
  init({ domain: 'shop.example', endpoint: url, captureOnLocalhost: true });

export const send = event => track(event.name, { props: event });
