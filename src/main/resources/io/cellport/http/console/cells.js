/** The cells of the unit: the list, a new one, deleting one. */

import { call, cellUrl, json } from './api.js';
import { confirm } from './dialog.js';
import { announce, button, field, focus, h, section, show, table } from './dom.js';
import { describe } from './failure.js';
import { moment, number, t } from './text.js';

/** Rows that the page shows at once; the filter finds the others. */
const MOST = 200;

/** Shows them. */
export function showCells(main, signal) {
  const title = h('h1', {}, t('cells.title'));
  const problem = h('p', { class: 'problem', role: 'alert' });
  const list = h('div', {}, h('p', { class: 'hint' }, t('loading')));
  const filter = h('input', { type: 'search', 'aria-label': t('cells.filter'), placeholder: t('cells.filter'),
    spellcheck: 'false', autocapitalize: 'none', oninput: () => draw() });
  let cells = [];

  async function refresh() {
    try {
      cells = (await json('__ctl/Cell', { signal })).d.results;
      draw();
    } catch (error) {
      failed(error);
    }
  }

  function failed(error) {
    if (error.name !== 'AbortError') {
      show(problem, describe(error));
    }
  }

  function draw() {
    const found = cells.filter(cell => cell.Name.includes(filter.value.trim()));
    filter.hidden = cells.length < 2;
    if (found.length === 0) {
      show(list, h('p', { class: 'empty' }, t(cells.length === 0 ? 'cells.none' : 'cells.noneFound')));
      return;
    }
    show(list,
      table(t('cells.title'), [t('cells.name'), t('cells.created'), t('cells.updated'), ''],
        found.slice(0, MOST).map(cell => [
          h('a', { href: `#/cells/${cell.Name}` }, cell.Name), date(cell.__published), date(cell.__updated),
          h('div', { class: 'buttons' }, button(t('action.delete'), () => remove(cell.Name),
            { class: 'danger', 'aria-label': t('action.of', { action: t('action.delete'), name: cell.Name }) }))])),
      found.length > MOST && h('p', { class: 'hint' }, t('cells.more', { n: number(found.length - MOST) })));
  }

  async function remove(name) {
    if (await confirm(t('cells.deleteTitle', { name }), t('cells.deleteText'), t('action.delete'), name)) {
      show(problem);
      try {
        await call(cellUrl(name), { method: 'DELETE', headers: { 'X-Personium-Recursive': 'true' } });
        announce(t('cells.deleted', { name }));
      } catch (error) {
        failed(error);
      }
      await refresh();
      focus(title);
    }
  }

  async function create(event) {
    event.preventDefault();
    const input = event.target.elements.name;
    const name = input.value.trim();
    show(problem);
    try {
      await call('__ctl/Cell', {
        method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ Name: name }),
      });
      input.value = '';
      announce(t('cells.createdText', { name }));
      await refresh();
    } catch (error) {
      failed(error);
    }
  }

  show(main, title, problem,
    section(t('cells.new'), {},
      h('form', { class: 'inline', onsubmit: create, novalidate: true },
        field(t('cells.newName'), { name: 'name', autocapitalize: 'none', spellcheck: 'false', autocomplete: 'off' },
          t('cells.rule')),
        h('button', { type: 'submit', class: 'primary' }, t('action.create')))),
    section(t('cells.all'), {}, filter, list));
  refresh();
  return title;
}

/** A time as OData writes it. */
function date(text) {
  return moment(Number(/\d+/.exec(text)[0]));
}
