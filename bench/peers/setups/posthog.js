import posthog from 'posthog-js';

export const boot = url => posthog.init('phc_key', { api_host: url, defaults: '2026-08-30' });

export const send = event => posthog.capture(event.name, event);
