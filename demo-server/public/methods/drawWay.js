/**
 * Adds a way's row to the table. Each cell carries its column's name: a narrow screen shows no head.
 *
 * @param {{ way: string, text: string, code?: string }} way
 * @param {HTMLTableElement} table
 * @param {HTMLTemplateElement} template
 * @returns {HTMLTableRowElement}
 */
export function drawWay({ way, text, code }, table, template) {
  const row = document.importNode(template.content, true).querySelector('tr');
  table.tBodies[0].append(row);
  row.dataset.way = way;
  row.querySelector('strong').textContent = way;
  const hint = row.querySelector('.hint');
  hint.append(text);
  if (code) hint.appendChild(document.createElement('code')).append(code);
  for (const cell of row.querySelectorAll('[data-cell]')) {
    cell.dataset.label = table.tHead.rows[0].cells[cell.cellIndex].textContent;
  }
  const button = row.querySelector('button');
  button.id = `run-${way}`;
  button.dataset.run = way;
  button.setAttribute('aria-label', `Run ${way}`);
  return row;
}
