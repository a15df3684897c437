/** The shortest time between two drawings, in milliseconds: more often, nobody could read it. */
const PACE = 100;

/**
 * Draws with an animation frame, once for all that asked for it since the last time. A page that
 * cannot be seen draws nothing.
 *
 * @param {() => void} draw
 * @returns {() => void} asks for a drawing
 */
export function paced(draw) {
  let asked = false;
  let last = Number.NEGATIVE_INFINITY;
  const frame = now => {
    if (now - last < PACE) {
      requestAnimationFrame(frame);
      return;
    }
    asked = false;
    last = now;
    draw();
  };
  return () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(frame);
  };
}
