/** What is in a cell: its boxes, and the collections and files in them. */

import { cellUrl, json, path, propfind } from './api.js';
import { cellHead } from './cell.js';
import { canSave, save } from './download.js';
import { button, h, section, show, table } from './dom.js';
import { describe } from './failure.js';
import { bytes, moment, t } from './text.js';

const PERSONIUM = 'urn:x-personium:xmlns';

/** The most boxes that are listed. */
const BOXES = 1000;

/** Sets that say what makes up a cell. */
const CONTROL_SETS = ['Account', 'Role', 'Relation', 'ExtCell', 'ExtRole', 'Box', 'Rule', 'ReceivedMessage', 'SentMessage'];

/** The address in this page of something in a cell. @param {string[]} segments decoded; first the name of a view */
export function inCell(name, ...segments) {
  return `#/cells/${name}/${path(segments)}`;
}

/**
 * The way to where the reader is.
 *
 * @param {Array<[string, string]>} steps text and address; the last is where the reader is
 */
export function trail(steps) {
  return h('nav', { 'aria-label': t('browse.trail') }, h('ol', { class: 'trail' }, steps.map(([text, href], i) =>
    h('li', {}, i === steps.length - 1 ? h('span', { 'aria-current': 'location' }, text) : h('a', { href }, text)))));
}

/**
 * Shows what lies somewhere.
 *
 * @param {string[]} at decoded names of a box and of collections in it; empty for the list of boxes
 */
export function showContent(main, name, at, signal) {
  const { element, title } = cellHead(name, 'browse');
  const problem = h('p', { class: 'problem', role: 'alert' });
  const body = h('div', {}, h('p', { class: 'hint' }, t('loading')));
  const steps = [[name, inCell(name, 'browse')], ...at.map((step, i) =>
    [boxName(step, i), inCell(name, 'browse', ...at.slice(0, i + 1))])];
  show(main, element, trail(steps), problem, body);
  const content = at.length === 0 ? boxes(name, signal) : members(name, at, signal, problem);
  content.then(parts => show(body, parts)).catch(error => {
    if (error.name !== 'AbortError') {
      show(body);
      show(problem, describe(error));
    }
  });
  return title;
}

function boxName(step, depth) {
  return step === '__' && depth === 0 ? t('browse.mainBox') : step;
}

async function boxes(name, signal) {
  const { d } = await json(`${cellUrl(name)}__ctl/Box?$orderby=Name&$top=${BOXES}`, { signal });
  const rows = [{ Name: '__', Schema: null }, ...d.results].map(box => [
    h('a', { href: inCell(name, 'browse', box.Name) }, boxName(box.Name, 0)), box.Schema ?? '–']);
  return [
    section(t('browse.boxes'), {}, table(t('browse.boxes'), [t('browse.name'), t('browse.schema')], rows)),
    section(t('browse.about'), {}, h('ul', { class: 'plain' }, CONTROL_SETS.map(set =>
      h('li', {}, h('a', { href: inCell(name, 'set', '__ctl', set) }, set))))),
  ];
}

async function members(name, at, signal, problem) {
  const url = cellUrl(name) + path(at);
  const [self, ...below] = (await propfind(url, signal)).map(read);
  if (self.kind === 'odata') {
    return types(name, at, signal);
  }
  below.sort((a, b) => (a.kind === 'file') - (b.kind === 'file') || (a.name < b.name ? -1 : 1));
  if (below.length === 0) {
    return h('p', { class: 'empty' }, t('browse.empty'));
  }
  return section(boxName(at.at(-1), at.length - 1), {}, table(t('browse.content'), [t('browse.name'), t('browse.kind'), t('browse.size'), t('browse.modified'), ''],
    below.map(member => [
      member.kind === 'file' || member.kind === 'service'
        ? member.name
        : h('a', { href: inCell(name, 'browse', ...at, member.name) }, member.name),
      t(`kind.${member.kind}`), member.kind === 'file' ? bytes(member.size) : '–', moment(member.modified),
      member.kind === 'file' ? downloadOf(member, `${url}/${path([member.name])}`, problem) : ''])));
}

/** What a PROPFIND says of a resource. */
function read(response) {
  const text = name => response.getElementsByTagNameNS('DAV:', name)[0]?.textContent ?? '';
  const has = (space, name) => response.getElementsByTagNameNS(space, name).length > 0;
  const kind = has(PERSONIUM, 'odata') ? 'odata'
    : has(PERSONIUM, 'service') ? 'service'
      : has('DAV:', 'collection') ? 'collection' : 'file';
  return {
    name: decodeURIComponent(text('href').replace(/\/$/, '').split('/').pop()),
    kind,
    size: Number(text('getcontentlength')),
    modified: text('getlastmodified'),
  };
}

function downloadOf(member, url, problem) {
  return button(t('action.download'), async () => {
    try {
      if (canSave(member.size)) {
        await save(url, member.name);
      } else {
        show(problem, t('snapshots.tooLarge', { url }));
      }
    } catch (error) {
      show(problem, describe(error));
    }
  }, { 'aria-label': t('action.of', { action: t('action.download'), name: member.name }) });
}

/** The types in a collection of entities. */
async function types(name, at, signal) {
  const { d } = await json(`${cellUrl(name)}${path(at)}/$metadata/EntityType?$orderby=Name&$top=${BOXES}`, { signal });
  if (d.results.length === 0) {
    return h('p', { class: 'empty' }, t('browse.noTypes'));
  }
  return section(t('browse.types'), {}, h('ul', { class: 'plain' }, d.results.map(type =>
    h('li', {}, h('a', { href: inCell(name, 'set', ...at, type.Name) }, type.Name)))));
}
