/** Shows how long this page has been loading, then its times in milliseconds. */
export function showLoadTimes() {
  const figures = {
    'dom-ready': 'domContentLoadedEventEnd',
    'load-event': 'loadEventStart',
    spinner: 'loadEventEnd',
  };
  const tick = () => {
    const [navigation] = performance.getEntriesByType('navigation');
    for (const [id, name] of Object.entries(figures)) {
      const element = document.getElementById(id);
      const time = navigation[name];
      element.textContent = time > 0 ? format(time) : `${format(performance.now())} …`;
      if (time > 0) element.dataset.ms = String(Math.round(time));
    }
    if (navigation.loadEventEnd === 0) setTimeout(tick, 100);
  };
  tick();
}

function format(ms) {
  return `${Math.round(ms).toLocaleString()} ms`;
}
