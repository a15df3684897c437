/**
 * Gives a table its ARIA roles. On a narrow screen its rows are laid out as cards, and Safari then no
 * longer exposes it as a table.
 *
 * @param {HTMLTableElement} table
 */
export function keepTableRoles(table) {
  const roles = {
    table: 'table',
    thead: 'rowgroup',
    tbody: 'rowgroup',
    tr: 'row',
    'th[scope="col"]': 'columnheader',
    'th[scope="row"]': 'rowheader',
    td: 'cell',
  };
  for (const [selector, role] of Object.entries(roles)) {
    for (const element of [table, ...table.querySelectorAll('*')]) {
      if (element.matches(selector)) element.setAttribute('role', role);
    }
  }
}
