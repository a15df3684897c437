import { newTracker, trackSelfDescribingEvent } from '@snowplow/browser-tracker';

export const boot = url => newTracker('sp1', url, { appId: 'shop' });

export const send = event =>
  trackSelfDescribingEvent({
    event: { schema: 'iglu:example.shop/order/jsonschema/1-0-0', data: event },
  });
