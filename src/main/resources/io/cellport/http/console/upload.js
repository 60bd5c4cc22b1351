/** Storing a file in the snapshot area, with progress. */

import { credentials, failed, Unreachable } from './api.js';

/** Characters that the name of a snapshot may not have, and the most that it may have. */
const OTHERS = /[^A-Za-z0-9_-]+/g;
const LONGEST = 192;

/** The name under which a file is stored: its own as far as a snapshot can have it, and `.zip`. */
export function storedName(fileName) {
  const stem = fileName.replace(/\.zip$/i, '').normalize('NFC').replace(OTHERS, '-').replace(/^-+|-+$/g, '');
  return `${stem.slice(0, LONGEST) || 'snapshot'}.zip`;
}

/**
 * Sends a file. A browser's `fetch` does not tell how much it has sent, its older request does.
 *
 * @param {string} url where to
 * @param {File} file read while it is sent
 * @param {{replace: boolean, onProgress: function(number): void, signal: AbortSignal}} options whether an older file of
 *     the name may go, who is told how many bytes are sent, and what breaks it off
 * @throws {ApiError} 412 if there is an older file that may not go
 */
export function upload(url, file, { replace, onProgress, signal }) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('PUT', url);
    const headers = { ...credentials(), 'Content-Type': 'application/zip', ...(replace ? {} : { 'If-None-Match': '*' }) };
    Object.entries(headers).forEach(([name, value]) => request.setRequestHeader(name, value));
    request.upload.onprogress = event => onProgress(event.loaded);
    request.onload = () => request.status < 300
      ? resolve()
      : reject(failed(request.status, request.responseText, request.getResponseHeader('Retry-After')));
    request.onerror = () => reject(new Unreachable());
    request.onabort = () => reject(new DOMException('', 'AbortError'));
    signal.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}
