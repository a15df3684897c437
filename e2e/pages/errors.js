// What goes wrong in a page, from its first script on: for the engine whose driver hands out no console.
if (!window.pageErrors) {
  window.pageErrors = [];
  const { error } = console;
  console.error = (...args) => {
    window.pageErrors.push({ from: 'console', text: args.map(String).join(' ') });
    error.apply(console, args);
  };
  addEventListener('error', event => {
    window.pageErrors.push({ from: 'page', text: String(event.error ?? event.message) });
  });
  addEventListener('unhandledrejection', event => {
    window.pageErrors.push({ from: 'page', text: String(event.reason) });
  });
}
