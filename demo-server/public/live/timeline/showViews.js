import { createFeed } from './createFeed.js';
import { drawView } from './drawView.js';
import { outcomesOf } from './outcomesOf.js';
import { placeView } from './placeView.js';

/**
 * Shows page views as timelines.
 *
 * @param {HTMLElement} feed
 */
export function showViews(feed) {
  const known = new WeakMap();
  const place = view => {
    const { version, placed } = known.get(view) ?? {};
    if (version === view.version) return placed;
    known.set(view, { version: view.version, placed: placeView(view) });
    return known.get(view).placed;
  };
  const { show } = createFeed(feed, ({ view, placed }, article) => drawView(article, view, placed));

  /**
   * @param {import('./createViews.js').View[]} views
   * @param {{ page: string, via: string, outcome: string }} filter
   */
  return (views, filter) => {
    const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    // The style sheet sets the heights, in rem.
    const style = getComputedStyle(feed);
    const [head, lane] = ['--head', '--lane'].map(name =>
      Number.parseFloat(style.getPropertyValue(name)),
    );
    const items = views
      .filter(({ page }) => page.startsWith(filter.page))
      .map(view => ({ view, placed: choose(place(view), filter) }))
      .filter(({ placed }) => placed.lanes.length > 0)
      .map(item => ({
        key: item.view.page,
        stamp: `${item.view.version} ${filter.via} ${filter.outcome}`,
        height: (head + lane * item.placed.lanes.length) * rem,
        item,
      }));
    show(items);
    return items.length;
  };
}

/** A view's lanes that a filter lets through. */
function choose(placed, { via, outcome }) {
  if (via === '' && outcome === '') return placed;
  const lanes = placed.lanes.filter(
    lane =>
      (via === '' || lane.via === via) && (outcome === '' || outcomesOf(lane).includes(outcome)),
  );
  return { ...placed, lanes };
}
