/** The history as a picture: when runs were, how long they took, how they ended. */

import { svg } from './dom.js';
import { kindOf, snapshotOf, stateText } from './imports.js';
import { moment, t } from './text.js';

const WIDE = 720;
const NARROW = 320;
const LEFT = 8;
const LANE = 26;
const BAR = 14;
const LEAST = 5;
const KINDS = ['import', 'dry', 'export'];

/**
 * The picture.
 *
 * @param {object[]} runs records; at least one
 */
export function timeline(runs) {
  const width = matchMedia('(max-width: 44rem)').matches ? NARROW : WIDE;
  const begin = run => new Date(run.started_at ?? run.accepted_at).getTime();
  const end = run => new Date(run.finished_at ?? Date.now()).getTime();
  const from = Math.min(...runs.map(begin));
  const to = Math.max(...runs.map(end), from + 1000);
  const x = time => LEFT + (time - from) / (to - from) * (width - 2 * LEFT - LEAST);
  const lanes = KINDS.filter(kind => runs.some(run => kindOf(run) === kind));
  const height = lanes.length * (LANE + 16) + 22;
  const top = kind => lanes.indexOf(kind) * (LANE + 16) + 18;

  return svg('svg', { viewBox: `0 0 ${width} ${height}`, role: 'img', class: 'timeline', 'aria-label': summary(runs, from, to) },
    lanes.map(kind => svg('g', {},
      svg('text', { x: LEFT, y: top(kind) - 4 }, t(`lane.${kind}`)),
      svg('rect', { class: 'lane', x: LEFT, y: top(kind), width: width - 2 * LEFT, height: LANE - 4, rx: 3 }))),
    runs.map(run => svg('rect', {
      class: `bar ${run.state}`, x: x(begin(run)), y: top(kindOf(run)) + (LANE - 4 - BAR) / 2,
      width: Math.max(LEAST, x(end(run)) - x(begin(run))), height: BAR, rx: 2,
    }, svg('title', {}, `${snapshotOf(run)}: ${stateText(run)}, ${moment(begin(run))}`))),
    svg('text', { x: LEFT, y: height - 4, class: 'time' }, moment(from)),
    svg('text', { x: width - LEFT, y: height - 4, class: 'time end' }, moment(to)));
}

function summary(runs, from, to) {
  const failed = runs.filter(run => run.state === 'Failed').length;
  return t('timeline.summary', { n: runs.length, failed, from: moment(from), to: moment(to) });
}
