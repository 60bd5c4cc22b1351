/** The snapshot files of a cell: the list, storing, saving, deleting. */

import { call, path, propfind } from './api.js';
import { announce, button, field, h, section, show, table } from './dom.js';
import { confirm } from './dialog.js';
import { canSave, save } from './download.js';
import { describe } from './failure.js';
import { startExport, startImport } from './imports.js';
import { bytes, moment, t } from './text.js';
import { storedName } from './upload.js';
import { UploadPanel } from './uploadpanel.js';
import { begin } from './uploads.js';

/** What a PROPFIND says of a file. @returns {{name: string, size: number, updated: string}} */
function read(response) {
  const text = name => response.getElementsByTagNameNS('DAV:', name)[0]?.textContent ?? '';
  return {
    name: decodeURIComponent(text('href').split('/').pop()),
    size: Number(text('getcontentlength')),
    updated: text('getlastmodified'),
  };
}

/** The part of a cell's page that has its snapshot files. */
export class SnapshotPanel {
  #cell;
  #url;
  #signal;
  #onChange;
  #files = [];
  #problem = h('p', { class: 'problem', role: 'alert' });
  #list = h('div', {}, h('p', { class: 'hint' }, t('loading')));

  /**
   * @param {{name: string, url: string}} cell
   * @param {AbortSignal} signal ends what is under way
   * @param {function(): void} onChange called when a run was started
   */
  constructor(cell, signal, onChange) {
    this.#cell = cell;
    this.#url = cell.url;
    this.#signal = signal;
    this.#onChange = onChange;
    this.element = section(t('snapshots.title'), {}, this.#dropZone(),
      new UploadPanel(cell.url, signal, () => this.refresh()).element, this.#problem, this.#list, this.#exportForm());
  }

  /** Reads the list again. */
  async refresh() {
    try {
      const files = (await propfind(`${this.#url}__snapshot`, this.#signal)).slice(1).map(read);
      files.sort((a, b) => new Date(b.updated) - new Date(a.updated) || (a.name < b.name ? -1 : 1));
      this.#files = files;
      show(this.#list, files.length === 0
        ? h('p', { class: 'empty' }, t('snapshots.none'))
        : table(t('snapshots.title'), [t('snapshots.file'), t('snapshots.size'), t('snapshots.stored'), ''],
          files.map(file => [h('code', {}, file.name), bytes(file.size), moment(file.updated), this.#actions(file)])));
    } catch (error) {
      this.#failed(error);
    }
  }

  #failed(error) {
    if (error.name !== 'AbortError') {
      show(this.#problem, describe(error));
    }
  }

  /** Does something and tells if it fails. */
  async #try(action) {
    show(this.#problem);
    try {
      await action();
    } catch (error) {
      this.#failed(error);
    }
  }

  #actions(file) {
    const name = file.name.replace(/\.zip$/, '');
    const start = dry => this.#try(async () => {
      await startImport(this.#url, name, dry);
      this.#onChange();
    });
    const labelled = key => ({ 'aria-label': t('action.of', { action: t(key), name: file.name }) });
    return h('div', { class: 'buttons' },
      name !== file.name && [
        button(t('action.import'), () => start(false), { class: 'primary', ...labelled('action.import') }),
        button(t('action.dryRun'), () => start(true), labelled('action.dryRun'))],
      button(t('action.download'), () => this.#download(file), labelled('action.download')),
      button(t('action.delete'), () => this.#delete(file), { class: 'danger', ...labelled('action.delete') }));
  }

  #fileUrl(name) {
    return `${this.#url}__snapshot/${path([name])}`;
  }

  #download(file) {
    return this.#try(async () => {
      if (canSave(file.size)) {
        await save(this.#fileUrl(file.name), file.name);
      } else {
        show(this.#problem, t('snapshots.tooLarge', { url: this.#fileUrl(file.name) }));
      }
    });
  }

  async #delete(file) {
    if (await confirm(t('snapshots.deleteTitle', { name: file.name }), t('snapshots.deleteText'), t('action.delete'))) {
      await this.#try(async () => {
        await call(this.#fileUrl(file.name), { method: 'DELETE' });
        announce(t('snapshots.deleted', { name: file.name }));
      });
      await this.refresh();
    }
  }

  #dropZone() {
    const input = h('input', {
      type: 'file', id: 'upload', accept: '.zip,application/zip', multiple: true, class: 'unseen',
      onchange: () => {
        this.#send([...input.files]);
        input.value = '';
      },
    });
    const zone = h('div', { class: 'drop' },
      input, h('label', { for: 'upload', class: 'button' }, t('snapshots.choose')), h('span', {}, t('snapshots.drop')));
    const over = event => {
      event.preventDefault();
      zone.classList.add('over');
    };
    zone.addEventListener('dragenter', over);
    zone.addEventListener('dragover', over);
    zone.addEventListener('dragleave', () => zone.classList.remove('over'));
    zone.addEventListener('drop', event => {
      event.preventDefault();
      zone.classList.remove('over');
      this.#send([...event.dataTransfer.files]);
    });
    return zone;
  }

  async #send(files) {
    show(this.#problem);
    await this.refresh();
    for (const file of files) {
      const name = storedName(file.name);
      const replace = this.#files.some(stored => stored.name === name);
      if (!replace || await confirm(t('upload.replaceTitle', { name }), t('upload.replaceText'), t('action.replace'))) {
        begin(this.#cell, name, file, replace);
      }
    }
  }

  #exportForm() {
    const submit = h('button', { type: 'submit' }, t('action.export'));
    return h('form', {
      class: 'inline',
      onsubmit: event => {
        event.preventDefault();
        const { name } = event.target.elements;
        this.#try(async () => {
          await startExport(this.#url, name.value.trim());
          name.value = '';
          this.#onChange();
        });
      },
    }, field(t('export.name'), { name: 'name', pattern: '[A-Za-z0-9_\\-]{1,192}', autocapitalize: 'none', spellcheck: 'false' },
      t('export.hint')), submit);
  }
}
