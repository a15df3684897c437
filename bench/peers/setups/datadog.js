import { datadogLogs } from '@datadog/browser-logs';

export const boot = url =>
  datadogLogs.init({
    clientToken: 'pub_token',
    proxy: url,
    forwardErrorsToLogs: true,
    sessionSampleRate: 100,
  });

export const send = event => datadogLogs.logger.info(event.name, event);
