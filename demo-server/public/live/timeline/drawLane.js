import { describeLane } from './describeLane.js';
import { svg } from './svg.js';

/** The middle of a lane, in pixels; the style sheet sets its height. */
const MIDDLE = 14;
const HEIGHT = 28;

/**
 * Draws what became of a trigger: called (ring), on its way from leaving to arriving, arrived (dot),
 * its script at work (bar), the client gone (cross), the script's end (square).
 *
 * @param {import('./placeView.js').Lane} lane
 * @param {ReturnType<import('./createScale.js').createScale>} scale
 * @param {number | undefined} load when the page's load event was
 */
export function drawLane(lane, { at }, load) {
  const { called, left, arrivals } = lane;
  const drawing = svg('svg', {
    class: 'lane',
    role: 'img',
    'aria-label': describeLane(lane),
    height: HEIGHT,
    width: '100%',
  });
  const line = (from, to, name) =>
    svg('line', { class: name, x1: `${from}%`, x2: `${to}%`, y1: MIDDLE, y2: MIDDLE });

  drawing.append(line(0, 100, 'axis'));
  if (load !== undefined) {
    drawing.append(
      svg('line', { class: 'load', x1: `${at(load)}%`, x2: `${at(load)}%`, y1: 0, y2: HEIGHT }),
    );
  }
  if (arrivals.length === 0 && left !== undefined) drawing.append(line(at(left), 100, 'lost'));
  else if (arrivals.length === 0) drawing.append(line(0, 100, 'lost'));
  if (called !== undefined && left !== undefined) {
    drawing.append(line(at(called), at(left), 'waiting'));
  }
  if (called !== undefined) drawing.append(mark(at(called), 'called'));
  for (const { at: time, gone, ended, slow } of arrivals) {
    if (left !== undefined) drawing.append(line(at(left), at(time), 'travel'));
    if (slow) drawing.append(line(at(time), ended === undefined ? 100 : at(ended), 'work'));
    drawing.append(mark(at(time), 'arrived'));
    if (gone !== undefined) drawing.append(mark(at(gone), 'gone'));
    if (ended !== undefined) drawing.append(mark(at(ended), 'ended'));
  }
  if (left !== undefined) drawing.append(mark(at(left), 'left'));
  return drawing;
}

const SHAPES = {
  called: () => svg('circle', { r: 4 }),
  left: () => svg('path', { d: 'M -3 -6 L 4 0 L -3 6 Z' }),
  arrived: () => svg('circle', { r: 5.5 }),
  gone: () => svg('path', { d: 'M -4 -4 L 4 4 M -4 4 L 4 -4' }),
  ended: () => svg('rect', { x: -4.5, y: -4.5, width: 9, height: 9 }),
};

/** A shape at a share of the width: only a nested drawing can be placed so. */
function mark(at, name) {
  const shape = SHAPES[name]();
  shape.setAttribute('class', name);
  return svg('svg', { x: `${at}%`, y: MIDDLE, overflow: 'visible' }, shape);
}
