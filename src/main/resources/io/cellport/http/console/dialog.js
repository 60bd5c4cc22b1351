/** Questions that want an answer before something goes. */

import { field, h } from './dom.js';
import { t } from './text.js';

/**
 * Asks. The focus goes into the dialog and afterwards back to where it was.
 *
 * @param {string} title the question
 * @param {string} text what follows from a yes
 * @param {string} yes the label of the button
 * @param {string} [typed] a text that has to be typed first
 * @returns {Promise<boolean>} whether the answer is yes
 */
export function confirm(title, text, yes, typed) {
  return new Promise(resolve => {
    const ask = typed && field(t('dialog.type', { text: typed }), { autocomplete: 'off', autocapitalize: 'none', spellcheck: 'false' });
    const input = ask?.querySelector('input');
    const accept = h('button', { type: 'submit', class: 'danger', disabled: Boolean(typed) }, yes);
    input?.addEventListener('input', () => {
      accept.disabled = input.value !== typed;
    });
    let answer = false;
    const dialog = h('dialog', { 'aria-labelledby': 'dialog-title', 'aria-describedby': 'dialog-text' },
      h('form', {
        onsubmit: event => {
          event.preventDefault();
          answer = true;
          dialog.close();
        },
      },
      h('h2', { id: 'dialog-title' }, title),
      h('p', { id: 'dialog-text' }, text),
      ask,
      h('div', { class: 'buttons' },
        h('button', { type: 'button', onclick: () => dialog.close() }, t('action.keep')), accept)));
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(answer);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
