import { element } from '../shared/element.js';

/** How many pages are kept, and how many of them are listed: those heard of last. */
const KEPT = 1000;
const LISTED = 20;

const FIGURES = ['received', 'duplicate', 'effective', 'missing'];

/**
 * What has come of all pages, and of each: the server's own account, as it stood at the latest request.
 *
 * @param {HTMLTableSectionElement} body
 */
export function createAccountTable(body) {
  const pages = new Map();
  let all;

  return {
    /** @param {any} entry of the log */
    add({ tag, account }) {
      if (!account) return;
      all = account.all;
      pages.delete(tag.page);
      pages.set(tag.page, account.page);
      if (pages.size > KEPT) pages.delete(pages.keys().next().value);
    },
    /** @param {string} start with which the listed pages' ids begin */
    show(start) {
      const listed = [...pages].reverse().filter(([page]) => page.startsWith(start));
      const rows = all ? [['all pages', all], ...listed.slice(0, LISTED)] : [];
      body.replaceChildren(...rows.map(([name, counts]) => row(name, counts)));
      body.closest('table').hidden = rows.length === 0;
    },
  };
}

function row(name, counts) {
  const made = element('tr');
  const head = element('th', '', name);
  head.scope = 'row';
  made.dataset.account = name;
  made.append(head, ...FIGURES.map(figure => element('td', '', counts[figure].toLocaleString())));
  return made;
}
