/** The page of one cell: what goes on in it, and its snapshot files. */

import { follow } from './activity.js';
import { cellUrl } from './api.js';
import { h, section, show } from './dom.js';
import { describe } from './failure.js';
import { StatusPanel } from './imports.js';
import { SnapshotPanel } from './snapshots.js';
import { onlyCell } from './session.js';
import { t } from './text.js';

/**
 * The head of all pages of a cell.
 *
 * @param {string} name the cell's
 * @param {string} view which of its pages this is: `cell`, `history` or `browse`
 */
export function cellHead(name, view) {
  const title = h('h1', {}, name);
  const tab = (key, href) =>
    h('li', {}, h('a', { href, 'aria-current': view === key ? 'page' : null }, t(`cell.${key}`)));
  const element = h('div', { class: 'head' },
    !onlyCell() && h('p', { class: 'back' }, h('a', { href: '#/' }, t('cell.back'))),
    title,
    h('p', { class: 'hint' }, cellUrl(name)),
    h('nav', { 'aria-label': t('cell.pages') }, h('ul', { class: 'tabs' },
      tab('cell', `#/cells/${name}`), tab('history', `#/cells/${name}/history`), tab('browse', `#/cells/${name}/browse`))));
  return { element, title };
}

/**
 * Shows it.
 *
 * @param {Element} main where
 * @param {string} name the cell's
 * @param {AbortSignal} signal ends what is under way
 * @param {function(boolean): void} onReach told whether the server answers
 */
export function showCell(main, name, signal, onReach) {
  const url = cellUrl(name);
  const { element, title } = cellHead(name, 'cell');
  const problem = h('p', { class: 'problem', role: 'alert' });
  const snapshots = new SnapshotPanel({ name, url }, signal, () => activity.hurry());
  const status = new StatusPanel(url, { onCancel: () => activity.hurry(), onEnd: () => snapshots.refresh() });
  show(main, element, problem, section(t('status.title'), {}, status.element), snapshots.element);
  const activity = follow(url, signal, news => status.update(news), reached => {
    onReach(reached);
    if (reached) {
      snapshots.refresh();
    }
  });
  activity.done.catch(error => {
    show(status.element);
    show(problem, error.status === 403 ? t('cell.noRoot') : describe(error));
  });
  snapshots.refresh();
  return title;
}
