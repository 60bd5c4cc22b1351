/** The frame of the page: who is signed in, in which language, and which view an address stands for. */

import { discover, isCellName } from './api.js';
import { showContent } from './browse.js';
import { showCell } from './cell.js';
import { showCells } from './cells.js';
import { confirm } from './dialog.js';
import { announce, focus, h, liveRegion, show } from './dom.js';
import { showHistory } from './history.js';
import { isSignedIn, onlyCell, signOut, whenEnded, who } from './session.js';
import { showSet } from './sets.js';
import { showSignIn } from './signin.js';
import { language, speak, t } from './text.js';
import { uploadNote } from './uploadpanel.js';
import { cancelAll, isUploading } from './uploads.js';

const header = h('header', {});
const note = uploadNote();
const banner = h('div', { class: 'banner', role: 'status' });
const main = h('main', { id: 'main', tabindex: '-1' });

/** Ends what the present view has under way. */
let leaving = new AbortController();

let ended = '';

/** Views by the word behind the name of the cell in the address. */
const VIEWS = {
  history: (name, rest, signal) => showHistory(main, name, signal),
  browse: (name, rest, signal) => showContent(main, name, rest, signal),
  set: (name, rest, signal) => showSet(main, name, rest, signal),
};

/** Decoded segments of the address behind `#/`. */
function address() {
  try {
    return location.hash.replace(/^#\/?/, '').split('/').filter(Boolean).map(decodeURIComponent);
  } catch {
    return [];
  }
}

function draw() {
  leaving.abort();
  leaving = new AbortController();
  reach(true);
  announce('');
  document.documentElement.lang = language();
  drawHeader();
  note.draw();
  if (!isSignedIn()) {
    document.title = t('title');
    showSignIn(main, ended, () => {
      ended = '';
      draw();
    });
    return;
  }
  const [, asked, view, ...rest] = address();
  // A link from elsewhere could say anything, and the reader's token goes where the name leads.
  const name = onlyCell() ?? (isCellName(asked ?? '') ? asked : undefined);
  const title = name === undefined
    ? showCells(main, leaving.signal)
    : (VIEWS[view] ?? (() => showCell(main, name, leaving.signal, reach)))(name, rest, leaving.signal);
  document.title = `${title.textContent} – ${t('title')}`;
  focus(title);
}

function drawHeader() {
  const tongues = [['en', 'English'], ['ja', '日本語']];
  show(header,
    h('a', { class: 'skip', href: '#main', onclick: event => {
      event.preventDefault();
      main.focus();
    } }, t('skip')),
    h('span', { class: 'brand' }, 'Cellport'),
    h('span', { class: 'where' }, location.host),
    h('div', { class: 'tongues', role: 'group', 'aria-label': t('language') }, tongues.map(([tag, label]) =>
      h('button', {
        type: 'button', lang: tag, 'aria-pressed': String(tag === language()),
        onclick: () => {
          speak(tag);
          draw();
          announce(label);
        },
      }, label))),
    isSignedIn() && h('div', { class: 'who' }, h('span', {}, who()),
      h('button', { type: 'button', onclick: leave }, t('action.signOut'))));
}

/** Signs out; asks first if that breaks something off. */
async function leave() {
  if (!isUploading() || await confirm(t('upload.leaveTitle'), t('upload.leaveText'), t('action.signOut'))) {
    cancelAll();
    signOut();
  }
}

/** Says that the server has gone, or that it is back. */
function reach(reached) {
  if (!reached) {
    show(banner, t('server.lost'));
  } else if (banner.textContent) {
    show(banner);
    announce(t('server.back'));
  }
}

function start() {
  document.body.append(header, note.element, banner, main, liveRegion());
  // A file that misses its place must not replace the page.
  for (const type of ['dragover', 'drop']) {
    window.addEventListener(type, event => event.preventDefault());
  }
  window.addEventListener('hashchange', draw);
  window.addEventListener('beforeunload', event => {
    if (isUploading()) {
      event.preventDefault();
    }
  });
  whenEnded(reason => {
    cancelAll();
    ended = reason;
    draw();
  });
  discover().then(draw, () => {
    draw();
    reach(false);
  });
}

start();
