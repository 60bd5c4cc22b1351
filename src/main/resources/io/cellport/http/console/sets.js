/** The entities of a set, a page at a time. */

import { cellUrl, json, path } from './api.js';
import { inCell, trail } from './browse.js';
import { cellHead } from './cell.js';
import { announce, button, h, show } from './dom.js';
import { describe } from './failure.js';
import { moment, number, t } from './text.js';

const PAGE = 25;

/** The furthest that the server goes into a set. */
const FURTHEST = 100_000;

/** Longer values are cut. */
const LONGEST = 120;

const DATE = /^\/Date\((-?\d+)\)\/$/;

/**
 * Shows a set.
 *
 * @param {string[]} at decoded names on the way to it, with its own as the last
 */
export function showSet(main, name, at, signal) {
  const { element, title } = cellHead(name, 'browse');
  const body = h('div', {}, h('p', { class: 'hint' }, t('loading')));
  const isControl = at[0] === '__ctl';
  const steps = [[name, inCell(name, 'browse')], ...at.map((step, i) => [step, inCell(name, 'browse', ...at.slice(0, i + 1))])];
  show(main, element, trail(isControl ? [steps[0], steps[2]] : steps), body);

  async function load(skip) {
    try {
      const query = `$top=${PAGE}&$skip=${skip}&$inlinecount=allpages`;
      const { d } = await json(`${cellUrl(name)}${path(at)}?${query}`, { signal });
      const count = Number(d.__count);
      show(body, count === 0 ? h('p', { class: 'empty' }, t('sets.none')) : [rows(at.at(-1), d.results), pager(skip, count)]);
      if (count > 0) {
        announce(range(skip, count));
      }
    } catch (error) {
      if (error.name !== 'AbortError') {
        show(body, h('p', { class: 'problem', role: 'alert' }, describe(error)));
      }
    }
  }

  function range(skip, count) {
    return t('sets.range', { from: number(skip + 1), to: number(Math.min(skip + PAGE, count)), count: number(count) });
  }

  function pager(skip, count) {
    return h('div', { class: 'line pager' }, h('span', {}, range(skip, count)),
      h('div', { class: 'buttons' },
        button(t('sets.previous'), () => load(Math.max(0, skip - PAGE)), { 'aria-disabled': skip === 0 ? 'true' : null,
          hidden: skip === 0 }),
        button(t('sets.next'), () => load(skip + PAGE), { hidden: skip + PAGE >= Math.min(count, FURTHEST) })));
  }

  load(0);
  return title;
}

/** A table as wide as the entities need; it scrolls by itself. */
function rows(caption, results) {
  const columns = [...new Set(results.flatMap(Object.keys))]
    .filter(column => column !== '__metadata' && results.some(row => !isReference(row[column])));
  return h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': caption },
    h('table', {},
      h('caption', { class: 'unseen' }, caption),
      h('thead', {}, h('tr', {}, columns.map(column => h('th', { scope: 'col' }, column)))),
      h('tbody', {}, results.map(row => h('tr', {}, columns.map(column => h('td', {}, text(row[column]))))))));
}

function isReference(value) {
  return value === undefined || (value !== null && typeof value === 'object' && '__deferred' in value);
}

function text(value) {
  if (value === null || isReference(value)) {
    return '–';
  }
  const date = DATE.exec(value);
  const long = date ? moment(Number(date[1])) : typeof value === 'string' ? value : JSON.stringify(value);
  return long.length > LONGEST ? `${long.slice(0, LONGEST)}…` : long;
}
