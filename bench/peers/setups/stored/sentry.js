import {
  captureMessage,
  init,
  makeBrowserOfflineTransport,
  makeFetchTransport,
} from '@sentry/browser';

export const boot = url =>
  init({
    dsn: `${url.replace('//', '//key@')}/1`,
    transport: makeBrowserOfflineTransport(makeFetchTransport),
  });

export const send = event => captureMessage(event.name, { extra: event });
