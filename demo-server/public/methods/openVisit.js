/**
 * Opens a visit: a page in a hidden frame, which can be left.
 *
 * @param {Record<string, string | number>} query as in visit.html
 * @returns {{ made: Promise<{ waited: number, trouble: string }>, leave: () => void }} `made`
 *   resolves when the visitor need not wait any longer
 */
export function openVisit(query) {
  const frame = document.createElement('iframe');
  frame.hidden = true;
  frame.title = 'A visit';
  frame.src = `/methods/visit?${new URLSearchParams(query)}`;
  const over = new AbortController();
  const made = new Promise(resolve => {
    addEventListener(
      'message',
      ({ data, source }) => {
        if (source === frame.contentWindow) resolve(data);
      },
      { signal: over.signal },
    );
  });
  document.body.append(frame);
  return {
    made,
    leave() {
      over.abort();
      frame.remove();
    },
  };
}
