/** What was imported into a cell and exported from it, as long as there are records. */

import { cellUrl } from './api.js';
import { cellHead } from './cell.js';
import { button, h, section, show, table } from './dom.js';
import { describe, failureCard } from './failure.js';
import { errorOf, kindOf, placeOf, runs, snapshotOf, stateText } from './imports.js';
import { timeline } from './timeline.js';
import { bytes, duration, moment, number, t } from './text.js';

/** Records of each kind that are asked for at first, and in all. */
const FIRST = 50;
const ALL = 1000;

/** Shows it. */
export function showHistory(main, name, signal) {
  const { element, title } = cellHead(name, 'history');
  const body = h('div', {}, h('p', { class: 'hint' }, t('loading')));
  show(main, element, body);

  async function load(limit) {
    try {
      const [imports, exports] = await Promise.all(
        ['import', 'export'].map(kind => runs(cellUrl(name), kind, limit, signal)));
      const all = [...imports, ...exports].sort((a, b) => a.accepted_at < b.accepted_at ? 1 : -1);
      const more = limit < ALL && (imports.length === limit || exports.length === limit);
      show(body, all.length === 0
        ? h('p', { class: 'empty' }, t('history.none'))
        : [section(t('history.timeline'), {}, timeline(all)),
          section(t('history.runs'), {}, list(all), more && button(t('history.more'), () => load(ALL)))]);
    } catch (error) {
      if (error.name !== 'AbortError') {
        show(body, h('p', { class: 'problem', role: 'alert' }, error.status === 403 ? t('cell.noRoot') : describe(error)));
      }
    }
  }

  load(FIRST);
  return title;
}

function list(all) {
  return table(t('history.runs'),
    [t('history.snapshot'), t('history.kind'), t('history.state'), t('history.begun'), t('history.took'),
      t('history.entries'), t('history.rate'), t('history.by')],
    all.map(run => [
      h('code', {}, snapshotOf(run)), t(`lane.${kindOf(run)}`), state(run), moment(run.accepted_at),
      run.finished_at ? duration(new Date(run.finished_at) - new Date(run.started_at ?? run.accepted_at)) : '–',
      number(run.entries_done),
      run.bytes_per_second ? t('progress.rate', { rate: bytes(run.bytes_per_second) }) : '–', run.started_by]),
    number => all[number].error ? reason(all[number]) : null);
}

function state(run) {
  return h('span', { class: `state ${run.state}` }, stateText(run));
}

function reason(run) {
  return h('details', {}, h('summary', {}, t('history.why')),
    failureCard(t(`failed.${kindOf(run)}`, { name: snapshotOf(run) }), errorOf(run), placeOf(run)));
}
