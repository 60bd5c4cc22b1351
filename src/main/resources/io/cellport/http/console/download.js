/** Saving a file of the server. A link cannot carry the token, so the page fetches the file itself. */

import { call } from './api.js';
import { h } from './dom.js';

/** The most that is held in memory where the browser cannot write to the disk meanwhile. */
export const MOST_IN_MEMORY = 512 * 1024 * 1024;

/** Whether the browser writes what it receives straight to the disk. */
function canStream() {
  return 'showSaveFilePicker' in window;
}

/** Whether a file of that size can be saved from this browser. @param {number} size bytes */
export function canSave(size) {
  return canStream() || size <= MOST_IN_MEMORY;
}

/**
 * Saves a file; does nothing if the reader changes their mind.
 *
 * @param {string} url where it is
 * @param {string} name what to propose
 */
export async function save(url, name) {
  if (canStream()) {
    let target;
    try {
      target = await window.showSaveFilePicker({ suggestedName: name });
    } catch (declined) {
      return;
    }
    const answer = await call(url);
    await answer.body.pipeTo(await target.createWritable());
    return;
  }
  const address = URL.createObjectURL(await (await call(url)).blob());
  h('a', { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
}
