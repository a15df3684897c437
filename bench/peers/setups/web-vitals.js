import { onCLS, onINP, onLCP } from 'web-vitals';

// "Batch multiple reports together", as web-vitals' README has it; the event is one more report.
const queue = new Set();

export const send = metric => queue.add(metric);

export function boot(url) {
  onCLS(send);
  onINP(send);
  onLCP(send);
  addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden' && queue.size > 0) {
      navigator.sendBeacon(url, JSON.stringify([...queue]));
      queue.clear();
    }
  });
}
