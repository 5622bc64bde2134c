import { element } from './dom.js';
import { t } from './language.js';

const KEY = 'admin-token'; // kept for this tab only

// Sends an order with the admin token, asking for the token when there is none or it was refused.
export async function order(path, body) {
  let token = sessionStorage.getItem(KEY) ?? (await askForToken(''));
  while (token) {
    const answer = await fetch(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'x-admin-token': token },
      body: JSON.stringify(body),
    });
    const said = await answer.json().catch(() => ({}));
    if (answer.status === 401 || answer.status === 403) {
      sessionStorage.removeItem(KEY);
      token = await askForToken(t('token.wrong'));
      continue;
    }
    if (!answer.ok) throw new Error(said.detail ?? `HTTP ${answer.status}`);
    return said;
  }
  return null; // the person thought better of it
}

function askForToken(said) {
  const field = element('input', { id: 'token', type: 'password', autocomplete: 'off', required: true, 'aria-label': t('token.title') });
  return new Promise((resolve) => {
    const end = (token) => { dialog.remove(); resolve(token); };
    const form = element('form', { method: 'dialog', onsubmit: (event) => {
      event.preventDefault();
      sessionStorage.setItem(KEY, field.value.trim());
      end(field.value.trim());
    } },
    element('h2', { id: 'token-title' }, t('token.title')), element('p', {}, t('token.why')), field,
    element('p', { class: 'said bad', id: 'token-said', role: 'alert' }, said),
    element('div', { class: 'acts' },
      element('button', { type: 'button', id: 'token-cancel', onclick: () => end(null) }, t('cancel')),
      element('button', { class: 'main' }, t('token.use'))));
    const dialog = element('dialog', { id: 'token-dialog', 'aria-labelledby': 'token-title', oncancel: () => end(null) }, form);
    document.body.append(dialog);
    dialog.showModal();
    field.focus();
  });
}

// Runs an order and tells a place of the page how it ended.
export async function tell(place, path, body, words) {
  try {
    const said = await order(path, body);
    if (said === null) return null;
    place.className = 'said good';
    place.textContent = typeof words === 'function' ? words(said) : words;
    return said;
  } catch (error) {
    place.className = 'said bad';
    place.textContent = error.message;
    return null;
  }
}

const PATIENCE_MILLIS = 15000;
const LOOK_MILLIS = 500;
const pause = (millis) => new Promise((resolve) => { setTimeout(resolve, millis); });

// Starts or stops nodes and tells which of them said that they did.
export async function command(place, path, action) {
  const said = await tell(place, path, { action }, () => t(`order.${action}`));
  if (!said) return;
  const ordered = said.command_id;
  place.dataset.command = ordered; // a newer order takes the place over
  const show = (kind, words) => {
    place.className = `said ${kind}`;
    place.textContent = `${t(`order.${action}`)} · ${words}`;
  };
  const end = Date.now() + PATIENCE_MILLIS;
  for (let pending = ['']; pending.length;) {
    await pause(LOOK_MILLIS);
    if (place.dataset.command !== ordered) return;
    const known = await fetch(`/api/commands/${ordered}`).then((answer) => answer.json()).catch(() => null);
    if (known) pending = report(known, show);
    if (pending.length && Date.now() > end) {
      show('bad', t('order.silent', { nodes: pending.join(', ') }));
      return;
    }
  }
}

function report({ acknowledgements, pending }, show) {
  const failed = acknowledgements.filter((each) => each.outcome === 'FAILED');
  const all = acknowledgements.length + pending.length;
  if (pending.length) show('', t('order.waiting', { done: acknowledgements.length, all }));
  else if (failed.length) show('bad', t('order.failed', { nodes: failed.map((each) => `${each.node_id} ${each.message ?? ''}`).join(', ') }));
  else show('good', t('order.done', { all }));
  return pending;
}
