// The playground imports the SDK statically, so that its trigger is made while the page loads. The
// price is that without the SDK the playground's module does not run: this one says so.
document.querySelector('#playground').addEventListener('error', () => {
  document.querySelector('#missing-sdk').hidden = false;
});
