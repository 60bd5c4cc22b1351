/** The page before anybody is signed in. */

import { field, focus, h, show } from './dom.js';
import { signInWithPassword, signInWithToken } from './session.js';
import { describe } from './failure.js';
import { t } from './text.js';

/**
 * Shows the form.
 *
 * @param {Element} main where
 * @param {string} reason why there is no session: `expired`, `left`, or empty at first
 * @param {function(): void} onSignedIn called once there is one
 */
export function showSignIn(main, reason, onSignedIn) {
  const title = h('h1', {}, t('signin.title'));
  const problem = h('p', { class: 'problem', role: 'alert' });
  const forms = h('div', {});
  const tabs = h('div', { class: 'choice', role: 'radiogroup', 'aria-label': t('signin.how') },
    choice('token', t('signin.byToken'), true), choice('password', t('signin.byPassword'), false));

  function choice(value, label, checked) {
    return h('label', {},
      h('input', { type: 'radio', name: 'how', value, checked, onchange: () => open(value) }), h('span', {}, label));
  }

  function open(how) {
    show(problem);
    show(forms, how === 'token' ? tokenForm() : passwordForm());
  }

  function form(send, ...fields) {
    const submit = h('button', { type: 'submit', class: 'primary' }, t('signin.submit'));
    return h('form', {
      novalidate: true,
      autocomplete: 'off',
      onsubmit: async event => {
        event.preventDefault();
        submit.disabled = true;
        show(problem);
        try {
          await send(event.target.elements);
          onSignedIn();
        } catch (error) {
          show(problem, error.code === 'cell?' ? t('signin.whichCell') : describe(error));
        } finally {
          submit.disabled = false;
        }
      },
    }, fields, submit);
  }

  function tokenForm() {
    return form(
      fields => signInWithToken(fields.token.value.trim(), fields.cell.value.trim()),
      field(t('signin.token'), { name: 'token', type: 'password', autocomplete: 'off', spellcheck: 'false' },
        t('signin.tokenHint')),
      field(t('signin.cellOptional'), { name: 'cell', autocapitalize: 'none', spellcheck: 'false' },
        t('signin.cellHint')));
  }

  function passwordForm() {
    return form(
      fields => signInWithPassword(fields.cell.value.trim(), fields.name.value, fields.password.value),
      field(t('signin.cell'), { name: 'cell', autocapitalize: 'none', spellcheck: 'false' }),
      field(t('signin.name'), { name: 'name', autocapitalize: 'none', spellcheck: 'false', autocomplete: 'off' }),
      field(t('signin.password'), { name: 'password', type: 'password', autocomplete: 'off' }));
  }

  open('token');
  show(main, h('div', { class: 'signin' },
    title,
    reason && h('p', { class: 'note' }, t(`signin.${reason}`)),
    h('p', {}, t('signin.intro')),
    tabs, forms, problem,
    h('p', { class: 'hint' }, t('signin.memory'))));
  focus(title);
}
