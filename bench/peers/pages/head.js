// What each page of the benchmarks begins with.

// Some peers drop a robot's events: no page shows that it is driven by one.
Object.defineProperty(Navigator.prototype, 'webdriver', { get: () => false });
{
  const shown = navigator.userAgent.replace('Headless', '');
  Object.defineProperty(Navigator.prototype, 'userAgent', { get: () => shown });
  const brands = navigator.userAgentData?.brands.filter(({ brand }) => !/Headless/.test(brand));
  if (brands) Object.defineProperty(NavigatorUAData.prototype, 'brands', { get: () => brands });
}

/** Where the page's peer sends to: what comes there is this visit's. */
window.collector = location.href.replace('/page/', '/collect/').replace(/[?#].*/, '');
window.event = { name: 'order', note: 'k7q2m9x4' };
