// `?hold`: an image that takes ten minutes, so that the page never finishes loading. Its script ends
// when the page is left, and gives its place in the queue to the next.
if (new URLSearchParams(location.search).has('hold')) {
  const image = new Image();
  image.src = '/scripts/slow?ms=600000&onDisconnect=stop';
  document.body.append(image);
}
