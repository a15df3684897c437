import { initializeFaro } from '@grafana/faro-web-sdk';

let faro;

export function boot(url) {
  faro = initializeFaro({ url, app: { name: 'shop', version: '1.0.0' } });
}

export const send = event => faro.api.pushEvent(event.name, event);
