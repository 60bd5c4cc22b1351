/** Failures in plain words: what has happened, where, and what to do. */

import { ApiError, Unreachable } from './api.js';
import { h } from './dom.js';
import { advice, number, t } from './text.js';

/** A request that failed, in one or two sentences. */
export function describe(error) {
  if (error instanceof Unreachable) {
    return t('error.unreachable');
  }
  if (!(error instanceof ApiError)) {
    console.error(error);
    return t('error.unexpected');
  }
  const known = advice(error.code);
  if (!known) {
    return `${error.message || t('error.status', { status: error.status })} (${error.code})`;
  }
  // Advice may refer to what the message names.
  return `${known.what} ${known.todo} (${[error.code, error.message].filter(Boolean).join(': ')})`;
}

/**
 * A run that failed.
 *
 * @param {string} title what failed
 * @param {{code: string, message: {value: string}}} error as its record has it
 * @param {{entry: string|null, line: number|null}} [place] where in the snapshot
 * @param {string} [consequence] what that means for the cell
 */
export function failureCard(title, error, place = {}, consequence) {
  const known = advice(error.code);
  return h('div', { class: 'failure' },
    h('h3', {}, title),
    known && h('p', { class: 'what' }, known.what),
    h('dl', {},
      place.entry && [h('dt', {}, t('failure.entry')), h('dd', {}, h('code', {}, place.entry))],
      place.line && [h('dt', {}, t('failure.line')), h('dd', {}, number(place.line))],
      h('dt', {}, t('failure.message')), h('dd', {}, h('code', {}, error.code), ' ', error.message?.value)),
    h('p', { class: 'todo' }, h('strong', {}, t('failure.todo')), ' ', known?.todo ?? t('failure.look')),
    consequence && h('p', { class: 'hint' }, consequence));
}
