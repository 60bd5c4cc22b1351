/** What goes on in a cell: how its import and its export stand. */

import { call, json } from './api.js';
import { repeat, sleep } from './poll.js';

/** Seconds that the server may hold an answer while nothing goes on, and while something does. */
const HOLD_IDLE = 25;
const HOLD_ACTIVE = 5;

const ACTIVE = ['Accepted', 'Importing', 'Activating', 'Interrupted', 'Exporting'];

/** Whether a run, or the record of an export, has not ended. */
export function isActive(run) {
  return run !== undefined && ACTIVE.includes(run.state);
}

/**
 * What is known of a cell.
 *
 * @typedef {object} Activity
 * @property {{status: string}} standing as `__import` tells it
 * @property {object|undefined} run the record of the newest import or dry run
 * @property {object|undefined} export the record of the newest export
 */

/**
 * Follows a cell until the signal ends it.
 *
 * @param {string} url the cell's
 * @param {AbortSignal} signal
 * @param {function(Activity): void} onNews called with what is known, whenever it may have changed
 * @param {function(boolean): void} onReach as in `poll.js`
 * @returns {{done: Promise<void>, hurry: function(): void}} `hurry` has it look at once
 */
export function follow(url, signal, onNews, onReach) {
  let known = { tag: null, standing: undefined };
  let hold = 0;
  let hurried = new AbortController();

  /** Asks for the status. What the page has is not sent again, and with a wait it is held until there is more. */
  async function standing(seconds, waiting) {
    const headers = known.tag ? { 'If-None-Match': known.tag } : {};
    if (seconds > 0) {
      headers.Prefer = `wait=${seconds}`;
    }
    const answer = await call(`${url}__import`, { headers, signal: waiting });
    if (answer.status === 200) {
      known = { tag: answer.headers.get('ETag'), standing: await answer.json() };
    }
    return { held: answer.headers.has('Preference-Applied'), retry: Number(answer.headers.get('Retry-After')) || 0 };
  }

  async function newest(kind, waiting) {
    return (await json(`${url}__${kind}/runs?limit=1`, { signal: waiting })).runs[0];
  }

  async function turn(visible) {
    hurried = new AbortController();
    const waiting = AbortSignal.any([visible, hurried.signal]);
    try {
      const hadToHold = hold > 0;
      const { held, retry } = await standing(hold, waiting);
      const run = await newest('import', waiting);
      const exported = await newest('export', waiting);
      onNews({ standing: known.standing, run, export: exported });
      // The status does not tell of dry runs and exports: then nothing is held, and their records are asked for.
      const told = known.standing.status === 'importation in progress';
      const untold = (isActive(run) && !told) || isActive(exported);
      hold = untold ? 0 : told ? HOLD_ACTIVE : HOLD_IDLE;
      // A wait that the server had no room for: then it says when to ask again.
      const pause = hadToHold && !held ? Math.max(retry, 1) : 1;
      await sleep(pause * 1000, waiting);
    } catch (error) {
      if (!hurried.signal.aborted || visible.aborted) {
        throw error;
      }
      hold = 0;
    }
  }

  return { done: repeat(turn, signal, onReach), hurry: () => hurried.abort() };
}
