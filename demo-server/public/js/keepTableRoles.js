/**
 * Keeps a table a table. On a narrow screen rows are laid out as cards, and Safari takes no such
 * table for one.
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
