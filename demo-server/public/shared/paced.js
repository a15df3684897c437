/** The shortest time between two drawings, in milliseconds: nobody reads faster. */
const PACE = 100;

/**
 * Draws in an animation frame, once for all requests since the last drawing. A hidden page draws
 * nothing.
 *
 * @param {() => void} draw
 * @returns {() => void} requests a drawing
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
