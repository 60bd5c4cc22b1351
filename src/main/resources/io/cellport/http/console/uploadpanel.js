/** How the uploads stand: in the page of their cell, and in a line above every page. */

import { Unreachable } from './api.js';
import { button, h, show } from './dom.js';
import { describe } from './failure.js';
import { Progress } from './progress.js';
import { bytes, number, t } from './text.js';
import { uploads, watchUploads } from './uploads.js';

/** The uploads to one cell. */
export class UploadPanel {
  element = h('div', {});
  #url;
  #onEnd;
  #lines = new Map();

  /**
   * @param {string} url the cell's
   * @param {AbortSignal} signal ends the view
   * @param {function(): void} onEnd called when one has been stored or broken off
   */
  constructor(url, signal, onEnd) {
    this.#url = url;
    this.#onEnd = onEnd;
    watchUploads(() => this.#draw(), signal);
    this.#draw();
  }

  #draw() {
    const present = uploads().filter(upload => upload.cell.url === this.#url);
    for (const [upload, line] of this.#lines) {
      if (!present.includes(upload)) {
        this.#lines.delete(upload);
        line.element.remove();
        this.#onEnd();
      }
    }
    for (const upload of present) {
      if (!this.#lines.has(upload)) {
        const line = new Line(upload);
        this.#lines.set(upload, line);
        this.element.append(line.element);
      }
      this.#lines.get(upload).update();
    }
  }
}

class Line {
  #upload;
  #progress;
  #state = h('span', { class: 'state' });
  #problem = h('p', { class: 'problem', role: 'alert' });
  #cancel;
  #again;
  #shown = null;

  constructor(upload) {
    const title = t('upload.title', { name: upload.name });
    const labelled = key => ({ 'aria-label': t('action.of', { action: t(key), name: upload.name }) });
    this.#upload = upload;
    this.#progress = new Progress(title);
    this.#again = button(t('action.retry'), () => upload.start(), { class: 'primary', ...labelled('action.retry') });
    this.#cancel = button(t('action.cancel'), () => upload.cancel(), labelled('action.cancel'));
    this.element = h('div', { class: 'status' },
      h('div', { class: 'line' }, h('h3', {}, title), this.#state, h('div', { class: 'buttons' }, this.#again, this.#cancel)),
      this.#progress.element, this.#problem);
  }

  update() {
    const { state, sent, size, rate, percent, error } = this.#upload;
    this.#progress.move(percent, [
      t('progress.bytes', { done: bytes(sent), total: bytes(size) }),
      state === 'sending' && rate > 0 && t('progress.rate', { rate: bytes(rate) })]);
    if (this.#shown !== state) {
      this.#shown = state;
      this.#state.textContent = state === 'sending' ? '' : t(`upload.${state}`);
      this.#state.classList.toggle('Failed', state === 'failed');
      this.#again.hidden = state !== 'failed';
      // That nobody answers needs no advice while it goes on by itself.
      show(this.#problem, error && !(error instanceof Unreachable && state === 'paused') ? describe(error) : '');
    }
  }
}

/** A line that tells of all uploads on every page, and leads to them; hidden if there are none. */
export function uploadNote() {
  const link = h('a', {});
  const element = h('aside', { class: 'uploads', hidden: true }, link);
  watchUploads(() => draw());

  function draw() {
    const all = uploads();
    element.hidden = all.length === 0;
    if (element.hidden) {
      return;
    }
    element.setAttribute('aria-label', t('upload.all'));
    const { cell, name } = all.find(upload => upload.state === 'failed') ?? all[0];
    const href = `#/cells/${cell.name}`;
    if (link.getAttribute('href') !== href) {
      link.setAttribute('href', href);
    }
    link.textContent = text(all, cell.name, name);
  }

  return { element, draw };
}

function text(all, cell, name) {
  const failed = all.filter(upload => upload.state === 'failed').length;
  if (failed > 0) {
    return t('upload.noteFailed', { name, cell });
  }
  const [sent, size] = ['sent', 'size'].map(key => all.reduce((sum, upload) => sum + upload[key], 0));
  const percent = number(Math.floor(sent / Math.max(size, 1) * 100));
  return all.length === 1 ? t('upload.note', { name, cell, percent }) : t('upload.notes', { n: number(all.length), percent });
}
