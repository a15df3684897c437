/** How far beyond the visible part items are drawn, in pixels. */
const AHEAD = 300;

/**
 * A virtual list: only the visible items are in the document, each at its place in a box as high as
 * all of them. It has the keys of the ARIA feed: Page Up and Page Down go from item to item.
 *
 * Items added above do not move those in view.
 *
 * @param {HTMLElement} feed scrolls, and has the role `feed`
 * @param {(item: any, article: HTMLElement) => void} draw
 */
export function createFeed(feed, draw) {
  const box = document.createElement('div');
  box.className = 'feed-box';
  box.setAttribute('role', 'none');
  feed.append(box);

  /** @type {{ key: string, stamp: string, height: number, top: number, item: any }[]} */
  let places = [];
  /** The drawn ones, by key. */
  const drawn = new Map();

  const render = () => {
    const top = feed.scrollTop - AHEAD;
    const bottom = feed.scrollTop + feed.clientHeight + AHEAD;
    const seen = new Map();
    places.forEach((place, index) => {
      const focused = drawn.get(place.key)?.article.contains(document.activeElement);
      const inside = place.top + place.height > top && place.top < bottom;
      if (inside || focused) seen.set(place.key, { place, index });
    });
    for (const [key, { article }] of drawn) {
      if (!seen.has(key)) {
        article.remove();
        drawn.delete(key);
      }
    }
    for (const [key, { place, index }] of seen) put(key, place, index);
  };

  const put = (key, place, index) => {
    const known = drawn.get(key) ?? { article: newArticle(key), stamp: undefined };
    drawn.set(key, known);
    const { article } = known;
    article.style.top = `${place.top}px`;
    article.setAttribute('aria-posinset', index + 1);
    article.setAttribute('aria-setsize', places.length);
    if (known.stamp !== place.stamp) {
      known.stamp = place.stamp;
      draw(place.item, article);
    }
    if (!article.isConnected) box.append(article);
  };

  const go = step => {
    const { key } = document.activeElement.closest('article')?.dataset ?? {};
    const index = Math.max(0, places.findIndex(place => place.key === key) + step);
    const place = places[Math.min(index, places.length - 1)];
    if (place === undefined) return;
    feed.scrollTop = place.top;
    render();
    drawn.get(place.key)?.article.focus({ preventScroll: true });
  };

  feed.addEventListener('scroll', () => requestAnimationFrame(render));
  feed.addEventListener('keydown', event => {
    const step = { PageDown: 1, PageUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    go(step);
  });
  new ResizeObserver(render).observe(feed);

  return {
    /** @param {{ key: string, stamp: string, height: number, item: any }[]} items */
    show(items) {
      const anchor = places.find(({ top, height }) => top + height > feed.scrollTop);
      let top = 0;
      places = items.map(item => {
        const place = { ...item, top };
        top += item.height;
        return place;
      });
      box.style.height = `${top}px`;
      const moved = places.find(({ key }) => key === anchor?.key);
      if (moved !== undefined && feed.scrollTop > 0) feed.scrollTop += moved.top - anchor.top;
      render();
    },
  };
}

function newArticle(key) {
  const article = document.createElement('article');
  article.className = 'view';
  article.tabIndex = 0;
  article.dataset.key = key;
  article.setAttribute('aria-labelledby', `view-${key}`);
  return article;
}
