/** How an import or export stands: at rest, under way, failed. */

import { isActive } from './activity.js';
import { call, json } from './api.js';
import { announce, button, h, show } from './dom.js';
import { describe, failureCard } from './failure.js';
import { Progress, numbersOf } from './progress.js';
import { bytes, duration, moment, number, t } from './text.js';

/**
 * Asks for an import, or for a dry run.
 *
 * @param {string} url the cell's
 * @param {string} name the snapshot's, without `.zip`
 */
export function startImport(url, name, validateOnly) {
  return call(`${url}__import`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(validateOnly ? { Name: name, ValidateOnly: true } : { Name: name }),
  });
}

/** Asks for an export; an empty name leaves the choice to the server. */
export function startExport(url, name) {
  return call(`${url}__export`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(name ? { Name: name } : {}),
  });
}

/** The sentence that a state is in, for an import (`run`) or an export (`export`). */
export function stateText(run) {
  return t(`state.${run.state}`);
}

/** What kind of run a record is of: `export`, `dry` or `import`. */
export function kindOf(run) {
  return 'export_id' in run ? 'export' : run.validate_only ? 'dry' : 'import';
}

/** The name of the snapshot that a run reads or writes. */
export function snapshotOf(run) {
  return run.snapshot ?? run.name;
}

/** The part of a cell's page that tells what goes on. */
export class StatusPanel {
  #url;
  #onCancel;
  #onEnd;
  #running = { id: null };
  #ended = null;
  #told = '';

  /**
   * @param {string} url the cell's
   * @param {{onCancel: function(): void, onEnd: function(): void}} listeners called when the reader has cancelled
   *     something, and when a run has ended since the last look
   */
  constructor(url, { onCancel, onEnd }) {
    this.#url = url;
    this.#onCancel = onCancel;
    this.#onEnd = onEnd;
    this.element = h('div', { class: 'status' }, h('p', { class: 'hint' }, t('loading')));
  }

  /** Shows what is known. @param {import('./activity.js').Activity} activity */
  update({ standing, run, export: exported }) {
    const active = [run, exported].find(isActive);
    if (active) {
      this.#showActive(active);
      return;
    }
    this.#running = { id: null };
    const latest = newest(run, exported);
    // Not by what was seen running: a run may begin and end between two looks.
    const end = latest ? idOf(latest) : '';
    if (this.#ended !== null && this.#ended !== end) {
      this.#onEnd();
    }
    this.#ended = end;
    // A dry run or export that was cancelled leaves a failure before it as it was.
    const failed = standing.status === 'import failed' && latest?.state !== 'Failed';
    show(this.element, latest ? ended(latest) : h('p', {}, t('status.never')),
      failed && h('p', { class: 'hint' }, t('status.failedBefore', { name: standing.importation_name })));
    this.#tell(latest ? `${title(latest)}: ${stateText(latest)}` : '');
  }

  #tell(text) {
    if (this.#told && this.#told !== text) {
      announce(text);
    }
    this.#told = text || ' ';
  }

  #showActive(run) {
    const id = idOf(run);
    if (this.#running.id !== id) {
      const progress = new Progress(title(run));
      const problem = h('p', { class: 'problem', role: 'alert' });
      const state = h('span', { class: 'state' });
      this.#running = { id, progress, state };
      show(this.element,
        h('div', { class: 'line' }, h('h3', {}, title(run)), state,
          button(t('action.cancel'), () => this.#cancel(kindOf(run), problem))),
        progress.element, problem);
      this.#told = id;
    }
    this.#running.state.textContent = stateText(run);
    this.#running.progress.move(run.percent, numbersOf(run));
  }

  async #cancel(kind, problem) {
    try {
      await call(`${this.#url}__${kind === 'export' ? 'export' : 'import'}`, { method: 'DELETE' });
      this.#onCancel();
    } catch (error) {
      // It may have ended a moment ago; then its end is what there is to see.
      show(problem, error.status === 404 ? '' : describe(error));
    }
  }
}

function idOf(run) {
  return run.import_id ?? run.export_id;
}

function newest(...runs) {
  return runs.filter(Boolean).sort((a, b) => a.accepted_at < b.accepted_at ? 1 : -1)[0];
}

function title(run) {
  return t(`run.${kindOf(run)}`, { name: snapshotOf(run) });
}

function ended(run) {
  if (run.state === 'Failed') {
    return failureCard(t(`failed.${kindOf(run)}`, { name: snapshotOf(run) }), errorOf(run), placeOf(run),
      kindOf(run) === 'export' ? undefined : t('failed.unchanged'));
  }
  return h('div', {},
    h('div', { class: 'line' }, h('h3', {}, title(run)), h('span', { class: `state ${run.state}` }, stateText(run))),
    h('p', { class: 'numbers' }, summary(run).map(text => h('span', {}, text))));
}

/** The error of a record; that of an import stands with its place. */
export function errorOf(run) {
  return run.error.error ?? run.error;
}

/** Where in the snapshot a run failed. */
export function placeOf(run) {
  return { entry: run.error.entry, line: run.error.line };
}

/** What a run that has ended did. */
export function summary(run) {
  const took = run.finished_at && new Date(run.finished_at) - new Date(run.started_at ?? run.accepted_at);
  return [
    moment(run.finished_at ?? run.accepted_at),
    run.entries_done > 0 && t('progress.entries', { done: number(run.entries_done) }),
    run.bytes_done > 0 && bytes(run.bytes_done),
    took !== null && duration(took),
    run.ignored_entries > 0 && t('status.ignored', { n: number(run.ignored_entries) }),
    run.dangling_references > 0 && t('status.dangling', { n: number(run.dangling_references) }),
  ].filter(Boolean);
}

/** Records, newest first. */
export async function runs(url, kind, limit, signal) {
  return (await json(`${url}__${kind}/runs?limit=${limit}`, { signal })).runs;
}
