import { AnalyticsBrowser } from '@segment/analytics-next';

let analytics;

export function boot(url) {
  analytics = AnalyticsBrowser.load({ writeKey: 'key', cdnURL: url });
}

export const send = event => analytics.track(event.name, event);
