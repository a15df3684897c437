/** Shows how this page's load goes on, and its times in milliseconds once they are known. */
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
      element.textContent = time > 0 ? tell(time) : `${tell(performance.now())} …`;
      if (time > 0) element.dataset.ms = String(Math.round(time));
    }
    if (navigation.loadEventEnd === 0) setTimeout(tick, 100);
  };
  tick();
}

function tell(ms) {
  return `${Math.round(ms).toLocaleString()} ms`;
}
