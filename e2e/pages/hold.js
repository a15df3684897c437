// `?hold`: an image that takes ten minutes, so that the page never finishes loading.
if (new URLSearchParams(location.search).has('hold')) {
  const image = new Image();
  image.src = '/scripts/slow?ms=600000';
  document.body.append(image);
}
