/** Waiting: for something new, for a tab that is looked at again, for a server that comes back. */

import { ApiError, Unreachable } from './api.js';

/** Milliseconds between two tries while the server does not answer. */
const TRY_AGAIN = 2000;

/** Waits; ends early, with an AbortError, if the signal says so. */
export function sleep(milliseconds, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(done, milliseconds);
    function done() {
      signal.removeEventListener('abort', stop);
      resolve();
    }
    function stop() {
      clearTimeout(timer);
      reject(new DOMException('', 'AbortError'));
    }
    signal.throwIfAborted();
    signal.addEventListener('abort', stop, { once: true });
  });
}

/** Waits until somebody can see the page, or nobody needs to wait any more. */
function untilSeen(signal) {
  if (!document.hidden) {
    return Promise.resolve();
  }
  return new Promise(resolve => {
    function look() {
      if (!document.hidden || signal.aborted) {
        document.removeEventListener('visibilitychange', look);
        signal.removeEventListener('abort', look);
        resolve();
      }
    }
    document.addEventListener('visibilitychange', look);
    signal.addEventListener('abort', look);
  });
}

/**
 * Does something again and again until the signal ends it, but not while the tab is hidden: then a request that is held
 * is given up. While the server does not answer, or says that it cannot, it is asked again later.
 *
 * @param {function(AbortSignal): Promise<void>} turn asks, shows and waits; its signal ends when the tab is hidden
 * @param {AbortSignal} signal ends everything
 * @param {function(boolean): void} onReach called when the server is lost (false), and when it is back (true)
 */
export async function repeat(turn, signal, onReach) {
  let reached = true;
  while (!signal.aborted) {
    await untilSeen(signal);
    if (signal.aborted) {
      return;
    }
    const visible = new AbortController();
    const hide = () => document.hidden && visible.abort();
    document.addEventListener('visibilitychange', hide);
    try {
      await turn(AbortSignal.any([signal, visible.signal]));
      if (!reached) {
        reached = true;
        onReach(true);
      }
    } catch (error) {
      if (signal.aborted) {
        return;
      }
      if (!visible.signal.aborted) {
        if (!isPassing(error)) {
          throw error;
        }
        reached = false;
        onReach(false);
        await sleep(Math.max(TRY_AGAIN, (error.retryAfter ?? 0) * 1000), signal);
      }
    } finally {
      document.removeEventListener('visibilitychange', hide);
    }
  }
}

/** Whether the server may answer later. */
export function isPassing(error) {
  return error instanceof Unreachable || (error instanceof ApiError && [502, 503, 504].includes(error.status));
}
