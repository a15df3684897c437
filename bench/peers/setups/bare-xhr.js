let address;

export function boot(url) {
  address = url;
}

export function send(event) {
  const request = new XMLHttpRequest();
  request.open('POST', address);
  request.send(JSON.stringify(event));
}
