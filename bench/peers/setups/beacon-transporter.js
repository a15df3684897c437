import { createBeacon } from 'beacon-transporter';

let address;
let beacon;

export function boot(url) {
  address = url;
  ({ beacon } = createBeacon());
}

export const send = event => beacon(address, JSON.stringify(event));
