/** Storing a file in the snapshot area, with progress. */

import { ApiError, call, credentials, failed, json, Unreachable } from './api.js';
import { isPassing, sleep } from './poll.js';

/** Characters that the name of a snapshot may not have, and the most that it may have. */
const OTHERS = /[^A-Za-z0-9_-]+/g;
const LONGEST = 192;

const TYPE = 'application/zip';

/** The protocol for uploads that go on where they broke off: tus 1.0.0. */
const VERSION = { 'Tus-Resumable': '1.0.0' };

/** Milliseconds before the first try after a break, and before the later ones. */
const SOON = 1000;
const LATER = 10_000;

/** Tries to have the server forget an upload that it still writes. */
const TRIES = 5;

/** The name under which a file is stored: its own as far as a snapshot can have it, and `.zip`. */
export function storedName(fileName) {
  const stem = fileName.replace(/\.zip$/i, '').normalize('NFC').replace(OTHERS, '-').replace(/^-+|-+$/g, '');
  return `${stem.slice(0, LONGEST) || 'snapshot'}.zip`;
}

/**
 * Sends a body. A browser's `fetch` does not tell how much it has sent, its older request does.
 *
 * @param {function(number): void} onProgress told how many bytes are sent
 */
function send(method, url, headers, body, onProgress, signal) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, url);
    Object.entries({ ...credentials(), ...headers }).forEach(([name, value]) => request.setRequestHeader(name, value));
    request.upload.onprogress = event => onProgress(event.loaded);
    request.onload = () => request.status < 300
      ? resolve()
      : reject(failed(request.status, request.responseText, request.getResponseHeader('Retry-After')));
    request.onerror = () => reject(new Unreachable());
    request.onabort = () => reject(new DOMException('', 'AbortError'));
    signal.addEventListener('abort', () => request.abort());
    request.send(body);
  });
}

/** A file on its way to the server. It goes on where it was, if the server can do that; a cluster takes it in one piece. */
export class Transfer {
  #cell;
  #name;
  #file;
  #condition;
  #url = null;

  /**
   * @param {string} cell the cell's URL
   * @param {string} name where the file is stored
   * @param {File} file read while it is sent
   * @param {boolean} replace whether an older file of the name may go
   */
  constructor(cell, name, file, replace) {
    this.#cell = cell;
    this.#name = name;
    this.#file = file;
    this.#condition = replace ? {} : { 'If-None-Match': '*' };
  }

  /**
   * Sends the file, or what the server does not have of it yet. Breaks that pass are waited for.
   *
   * @param {{onProgress: function(number): void, onPause: function(Error): void, signal: AbortSignal}} options who is
   *     told how many bytes have arrived, and why nothing arrives; and what breaks it off
   * @throws {ApiError} 412 if there is an older file that may not go
   */
  async run({ onProgress, onPause, signal }) {
    const sent = (from, bytes) => onProgress(Math.min(from + bytes, this.#file.size));
    for (let pause = SOON; ; pause = Math.min(pause * 2, LATER)) {
      try {
        const offset = this.#url ? await this.#offset(signal) : await this.#begin(signal);
        sent(offset, 0);
        if (offset < this.#file.size) {
          await send('PATCH', this.#url, {
            ...VERSION, ...this.#condition, 'Content-Type': 'application/offset+octet-stream', 'Upload-Offset': offset,
          }, this.#file.slice(offset), bytes => {
            pause = SOON;
            sent(offset, bytes);
          }, signal);
        }
        return;
      } catch (error) {
        if (error.status === 501) {
          await this.#put(bytes => sent(0, bytes), signal);
          return;
        }
        if (!isBreak(error)) {
          // What is gone can only be sent anew.
          this.#url = error.status === 404 ? null : this.#url;
          throw error;
        }
        onPause(error);
        await sleep(Math.max(pause, (error.retryAfter ?? 0) * 1000), signal);
      }
    }
  }

  /** Has the server forget what it has of the file. What it does not hear of expires there. */
  async giveUp() {
    const options = { method: 'DELETE', headers: { ...credentials(), ...VERSION }, anonymous: true };
    for (let i = 0; this.#url && i < TRIES; i++) {
      try {
        await call(this.#url, options);
        return;
      } catch (error) {
        if (error.status !== 423) {
          return;
        }
        await sleep(SOON, new AbortController().signal);
      }
    }
  }

  async #begin(signal) {
    const metadata = `filename ${btoa(this.#name)},filetype ${btoa(TYPE)}`;
    const begun = await call(`${this.#cell}__upload`, {
      method: 'POST', signal,
      headers: { ...VERSION, ...this.#condition, 'Upload-Length': String(this.#file.size), 'Upload-Metadata': metadata },
    });
    // By its name only: a server without unit.url does not know the address of this page.
    this.#url = `${this.#cell}__upload/${begun.headers.get('Location').split('/').pop()}`;
    return 0;
  }

  async #offset(signal) {
    return (await json(this.#url, { headers: VERSION, signal })).offset;
  }

  #put(onProgress, signal) {
    const url = `${this.#cell}__snapshot/${encodeURIComponent(this.#name)}`;
    return send('PUT', url, { ...this.#condition, 'Content-Type': TYPE }, this.#file, onProgress, signal);
  }
}

/** Whether to go on in a moment: the connection broke, the server is away, or it still writes the piece before. */
function isBreak(error) {
  return isPassing(error) || (error instanceof ApiError && ([408, 423].includes(error.status) || error.code === 'PR409-CM-0004'));
}
