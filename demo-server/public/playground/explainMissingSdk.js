// The playground imports the SDK statically, to fire while the page loads. Without the SDK its module
// does not run at all, so this one shows why.
document.querySelector('#playground').addEventListener('error', () => {
  document.querySelector('#missing-sdk').hidden = false;
});
