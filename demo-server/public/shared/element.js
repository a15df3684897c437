/**
 * @param {string} name
 * @param {string} [className]
 * @param {string} [text] put in as text, never as HTML
 */
export function element(name, className = '', text = '') {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}
