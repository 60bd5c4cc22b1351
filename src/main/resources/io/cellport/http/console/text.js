/** Texts, numbers and times in the language of the reader. */

import { en } from './texts-en.js';
import { ja } from './texts-ja.js';
import { advice as adviceEn } from './advice-en.js';
import { advice as adviceJa } from './advice-ja.js';

const LANGUAGES = { en: { texts: en, advice: adviceEn }, ja: { texts: ja, advice: adviceJa } };

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];

let chosen = navigator.languages.map(tag => tag.slice(0, 2)).find(tag => tag in LANGUAGES) ?? 'en';

export function language() {
  return chosen;
}

/** The way of writing numbers and times: the reader's own, if it is one of the language. */
function locale() {
  return navigator.languages.find(tag => tag.startsWith(chosen)) ?? chosen;
}

/** Changes the language; what is on the page has to be made again. */
export function speak(tag) {
  chosen = tag;
}

/**
 * The text of a key, with values for what stands in braces.
 *
 * @param {string} key a key of `texts-en.js`
 * @param {Object<string, string|number>} [values] by the names in braces
 */
export function t(key, values = {}) {
  return (LANGUAGES[chosen].texts[key] ?? en[key] ?? key).replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
}

/**
 * What a code means in plain words, and what to do; undefined if the server's own text has to do.
 *
 * @returns {{what: string, todo: string}|undefined}
 */
export function advice(code) {
  const found = LANGUAGES[chosen].advice[code] ?? adviceEn[code];
  return found && { what: found[0], todo: found[1] };
}

export function number(value) {
  return new Intl.NumberFormat(locale()).format(value);
}

/** Bytes with a unit and at most one decimal. */
export function bytes(value) {
  let unit = 0;
  let rest = value;
  while (rest >= 999.95 && unit < UNITS.length - 1) {
    rest /= 1000;
    unit++;
  }
  const digits = unit === 0 ? 0 : 1;
  return `${new Intl.NumberFormat(locale(), { maximumFractionDigits: digits }).format(rest)} ${UNITS[unit]}`;
}

/** Date and time of day, to the second. @param {string|number|Date} time */
export function moment(time) {
  return new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeStyle: 'medium' }).format(new Date(time));
}

/** Time of day, to the second. */
export function clock(time) {
  return new Intl.DateTimeFormat(locale(), { timeStyle: 'medium' }).format(new Date(time));
}

/** A length of time in two units at most. @param {number} milliseconds */
export function duration(milliseconds) {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  const parts = [[Math.floor(seconds / 3600), 'hours'], [Math.floor(seconds / 60) % 60, 'minutes'], [seconds % 60, 'seconds']];
  const first = parts.findIndex(([count]) => count > 0);
  if (first < 0) {
    return milliseconds > 0 ? t('time.under') : t('time.seconds', { n: 0 });
  }
  return parts.slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => t(`time.${unit}`, { n: count }))
    .join(' ');
}
