import * as amplitude from '@amplitude/analytics-browser';

export const boot = url =>
  amplitude.init('key', { serverUrl: url, remoteConfig: { serverUrl: url } });

export const send = event => amplitude.track(event.name, event);
