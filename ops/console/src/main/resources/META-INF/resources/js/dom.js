// Elements are made from names and text. Nothing here or elsewhere parses markup, so text from the
// web stays text.
export const byId = (id) => document.getElementById(id);

export function element(name, settings = {}, ...children) {
  const made = document.createElement(name);
  fill(made, settings, children);
  return made;
}

export function drawing(name, settings = {}, ...children) {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name);
  fill(made, settings, children);
  return made;
}

function fill(made, settings, children) {
  for (const [key, value] of Object.entries(settings)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith('on')) made.addEventListener(key.slice(2), value);
    else made.setAttribute(key, value === true ? '' : String(value));
  }
  for (const child of children.flat()) {
    if (child !== null && child !== undefined && child !== false) made.append(child);
  }
}

// A link to somewhere else, only if it is a web address.
export function outLink(address, text) {
  return /^https?:\/\//.test(address)
    ? element('a', { href: address, target: '_blank', rel: 'noopener noreferrer' }, text)
    : element('span', {}, text);
}

export function empty(text) {
  return element('p', { class: 'empty' }, text);
}

const sign = (control) => `${control.id} ${control.getAttribute('aria-label') ?? control.textContent}`;

/**
 * Opens a dialog; returns what ends it. Closing gives the keyboard's focus back to the control that it was at;
 * where the list around that was filled again meanwhile, to the same one made anew.
 */
export function opened(dialog) {
  const before = document.activeElement;
  document.body.append(dialog);
  dialog.showModal();
  return () => {
    dialog.close();
    dialog.remove();
    if (!before.isConnected) [...document.querySelectorAll(FOCUSABLE)].find((each) => sign(each) === sign(before))?.focus();
  };
}

const FOCUSABLE = 'a[href], button, input, select, textarea';

// A click is a press and a release on the same element: while the pointer is down nothing is
// replaced and so nothing moves. Whatever came meanwhile is shown afterwards.
const LONGEST_PRESS_MILLIS = 3000;
const postponed = new Map();
let pressed = null;

function release() {
  clearTimeout(pressed);
  pressed = null;
  for (const [place, children] of postponed) replace(place, children);
  postponed.clear();
}

addEventListener('pointerdown', () => {
  clearTimeout(pressed);
  pressed = setTimeout(release, LONGEST_PRESS_MILLIS);
}, true);
for (const end of ['pointerup', 'pointercancel']) addEventListener(end, () => setTimeout(release), true);

/** Replaces what a place holds; whoever had the keyboard's focus in it has it again at the same control. */
export function refill(place, ...children) {
  if (pressed === null) replace(place, children);
  else postponed.set(place, children);
}

function replace(place, children) {
  const before = [...place.querySelectorAll(FOCUSABLE)].indexOf(document.activeElement);
  place.replaceChildren(...children);
  if (before >= 0) {
    const controls = place.querySelectorAll(FOCUSABLE);
    controls[Math.min(before, controls.length - 1)]?.focus({ preventScroll: true });
  }
}
