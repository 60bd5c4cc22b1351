/**
 * The uploads of this page. They belong to no view, so that whoever looks at something else does not break them off; only
 * the end of the session or of the page does.
 */

import { announce } from './dom.js';
import { t } from './text.js';
import { Transfer } from './upload.js';

/** @type {Upload[]} */
const all = [];

const listeners = new Set();

/** One after the other: two at a time would not be sooner. */
let turn = Promise.resolve();

/** One upload: what there is to see of it. */
export class Upload {
  /** `waiting` for its turn, `sending`, `paused` by a break that passes, or `failed`. */
  state = 'waiting';

  /** Bytes that have arrived. */
  sent = 0;

  /** Bytes a second since it began or went on. */
  rate = 0;

  /** Why it is paused or has failed. @type {Error|null} */
  error = null;

  #transfer;
  #breakOff = new AbortController();

  /**
   * @param {{name: string, url: string}} cell where to
   * @param {string} name where it is stored
   * @param {File} file
   * @param {boolean} replace whether an older file of the name may go
   */
  constructor(cell, name, file, replace) {
    this.cell = cell;
    this.name = name;
    this.size = file.size;
    this.#transfer = new Transfer(cell.url, name, file, replace);
  }

  get percent() {
    return Math.floor(this.sent / Math.max(this.size, 1) * 100);
  }

  /** Sends it, or the rest of it, once it has its turn. */
  start() {
    this.#change({ state: 'waiting', error: null });
    turn = turn.then(() => this.#run());
  }

  /** Breaks it off; nothing of it stays. */
  cancel() {
    this.#breakOff.abort();
    this.#transfer.giveUp();
    this.#remove();
  }

  async #run() {
    const { signal } = this.#breakOff;
    let begun = null;
    const onProgress = sent => {
      begun = this.state === 'sending' ? begun : { sent, at: performance.now() };
      const rate = (sent - begun.sent) / Math.max(performance.now() - begun.at, 1) * 1000;
      this.#change({ state: 'sending', error: null, sent, rate });
    };
    try {
      signal.throwIfAborted();
      await this.#transfer.run({ onProgress, onPause: error => this.#change({ state: 'paused', error }), signal });
      this.#remove();
      announce(t('upload.done', { name: this.name }));
    } catch (error) {
      if (!signal.aborted) {
        this.#change({ state: 'failed', error });
      }
    }
  }

  #change(values) {
    Object.assign(this, values);
    tell();
  }

  #remove() {
    if (all.includes(this)) {
      all.splice(all.indexOf(this), 1);
      tell();
    }
  }
}

function tell() {
  listeners.forEach(listener => listener());
}

/** Adds an upload, which begins when those before it have ended. Parameters as of `Upload`. */
export function begin(cell, name, file, replace) {
  const upload = new Upload(cell, name, file, replace);
  all.push(upload);
  upload.start();
}

/** All that have not been stored, in the order in which they were added. @returns {Upload[]} */
export function uploads() {
  return [...all];
}

/** Whether something would be lost if the page ended now. */
export function isUploading() {
  return all.some(upload => upload.state !== 'failed');
}

/** Breaks all of them off. */
export function cancelAll() {
  uploads().forEach(upload => upload.cancel());
}

/** Calls something whenever there is more to see, until the signal ends that. */
export function watchUploads(listener, signal) {
  listeners.add(listener);
  signal?.addEventListener('abort', () => listeners.delete(listener));
}
