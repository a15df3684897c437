import mixpanel from 'mixpanel-browser';

export const boot = url => mixpanel.init('token', { autocapture: true, api_host: url });

export const send = event => mixpanel.track(event.name, event);
