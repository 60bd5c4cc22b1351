/**
 * Elements of the page. Whatever comes from a server goes in as text, never as markup: nothing here or elsewhere in the
 * console takes a string of HTML, and the content policy refuses it.
 */

const SVG = 'http://www.w3.org/2000/svg';

/**
 * An element.
 *
 * @param {string} tag its name
 * @param {Object<string, *>} [attributes] values of attributes; a function is a listener (`onclick`), `true` an
 *     attribute without a value, and what is false, null or undefined is left out
 * @param {...(Node|string|number|null|undefined|Array)} children nodes, or texts
 */
export function h(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/** The same for a picture. */
export function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') {
      element.addEventListener(name.slice(2), value);
    } else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, value === true ? '' : String(value));
    }
  }
  add(element, children);
  return element;
}

function add(element, children) {
  for (const child of children.flat(3)) {
    if (child !== null && child !== undefined && child !== false) {
      element.append(child instanceof Node ? child : document.createTextNode(String(child)));
    }
  }
}

/** Replaces all that an element holds. */
export function show(element, ...children) {
  element.replaceChildren();
  add(element, children);
}

/** A button that cannot be pressed again before its action has ended. */
export function button(label, action, attributes = {}) {
  return h('button', {
    type: 'button',
    ...attributes,
    onclick: async event => {
      const pressed = event.currentTarget;
      pressed.disabled = true;
      try {
        await action(event);
      } finally {
        pressed.disabled = false;
      }
    },
  }, label);
}

let fields = 0;

/** A label with its input, and a hint below it. */
export function field(label, attributes, hint) {
  const id = `field${++fields}`;
  return h('div', { class: 'field' },
    h('label', { for: id }, label),
    h('input', { id, ...attributes, 'aria-describedby': hint ? `${id}-hint` : null }),
    hint && h('p', { id: `${id}-hint`, class: 'hint' }, hint));
}

/** A part of the page with a heading of its own. */
export function section(title, attributes, ...children) {
  const id = `section${++fields}`;
  return h('section', { 'aria-labelledby': id, ...attributes }, h('h2', { id }, title), children);
}

/**
 * A table whose rows become cards on a narrow screen.
 *
 * @param {string} caption what it lists; for screen readers
 * @param {string[]} heads titles of the columns; an empty one is for buttons
 * @param {Array<Array<Node|string>>} rows cells in that order; the first names the row
 * @param {function(number): (Node|null)} [below] what stands below a row, over its whole width
 */
export function table(caption, heads, rows, below = () => null) {
  return h('table', { class: 'cards' },
    h('caption', { class: 'unseen' }, caption),
    h('thead', {}, h('tr', {}, heads.map(head => h(head ? 'th' : 'td', head ? { scope: 'col' } : {}, head)))),
    h('tbody', {}, rows.map((cells, number) => {
      const more = below(number);
      return [
        h('tr', {}, cells.map((cell, i) => i === 0
          ? h('th', { scope: 'row' }, cell)
          : h('td', { 'data-head': heads[i], class: heads[i] ? null : 'actions' }, cell))),
        more && h('tr', { class: 'below' }, h('td', { colspan: heads.length }, more))];
    })));
}

const live = h('div', { class: 'unseen', role: 'status', 'aria-live': 'polite' });

/** Where screen readers hear what has changed; once on the page. */
export function liveRegion() {
  return live;
}

/** Tells a screen reader, once it has nothing else to say. */
export function announce(text) {
  if (live.textContent !== text) {
    live.textContent = text;
  }
}

/** Moves the focus to something that is not in the order of tabs. */
export function focus(element) {
  element.setAttribute('tabindex', '-1');
  element.focus();
}
