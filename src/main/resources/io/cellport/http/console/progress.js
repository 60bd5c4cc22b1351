/** A bar for what is under way. */

import { announce, h, show } from './dom.js';
import { bytes, clock, number, t } from './text.js';

/** Percents between two announcements to screen readers. */
const STEP = 10;

/** A bar with a line of numbers below it, which is made once and then moved. */
export class Progress {
  #bar;
  #line = h('p', { class: 'numbers' });
  #label;
  #told = -1;

  /** @param {string} label what is under way */
  constructor(label) {
    this.#label = label;
    this.#bar = h('progress', { max: 100, value: 0, 'aria-label': label });
    this.element = h('div', { class: 'progress' }, this.#bar, this.#line);
  }

  /**
   * Moves the bar.
   *
   * @param {number} percent 0 to 100
   * @param {Array<string|null|false>} numbers what else there is to say
   */
  move(percent, numbers) {
    this.#bar.value = percent;
    show(this.#line, h('strong', {}, `${number(percent)} %`),
      numbers.filter(Boolean).map(text => h('span', {}, text)));
    const step = Math.floor(percent / STEP);
    if (step !== this.#told) {
      this.#told = step;
      announce(t('progress.announce', { what: this.#label, percent }));
    }
  }
}

/** The numbers of a run's record: entries, bytes, rate, expected end. */
export function numbersOf(run) {
  return [
    run.entries_total
      ? t('progress.entriesOf', { done: number(run.entries_done), total: number(run.entries_total) })
      : t('progress.entries', { done: number(run.entries_done) }),
    run.bytes_total > 0 && t('progress.bytes', { done: bytes(run.bytes_done), total: bytes(run.bytes_total) }),
    run.bytes_per_second && t('progress.rate', { rate: bytes(run.bytes_per_second) }),
    run.eta && eta(run.eta),
    run.stalled && t('progress.stalled', { since: clock(run.last_activity_at) }),
    run.attempts > 1 && t('progress.attempt', { n: run.attempts }),
  ];
}

function eta({ earliest, latest }) {
  const [from, to] = [clock(earliest), clock(latest)];
  return from === to ? t('progress.end', { at: from }) : t('progress.ends', { from, to });
}
