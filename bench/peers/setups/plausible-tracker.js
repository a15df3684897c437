import Plausible from 'plausible-tracker';

let plausible;

export function boot(url) {
  plausible = Plausible({ domain: 'shop.example', apiHost: url, trackLocalhost: true });
}

export const send = event => plausible.trackEvent(event.name, { props: event });
