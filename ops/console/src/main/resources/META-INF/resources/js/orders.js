// Orders to the console, in the name of who is signed in. Signing in makes a session: the browser
// holds its cookie, which no script can read, and every order carries the proof of the session.
import { element, opened } from './dom.js';
import { refusal, t } from './language.js';
import { on } from './live.js';

let session = { actor: null, role: null, csrf_token: null, reads_are_open: true };
const listeners = [];

/** Calls `listener` whenever somebody signed in or out, and once at the start. */
export const onAccess = (listener) => listeners.push(listener);

export const who = () => session;

function is(next) {
  session = { ...session, ...next };
  listeners.forEach((each) => each(session));
}

/** Asks who is signed in; without open reads, nothing can be shown before somebody is. */
export async function meet() {
  const answer = await fetch('/api/session');
  is(await answer.json());
  if (session.role === null && !session.reads_are_open && await signIn(t('token.needed'))) location.reload();
}

export async function signOut() {
  await fetch('/api/session', { method: 'DELETE', headers: proof() });
  is({ actor: null, role: null, csrf_token: null });
}

const proof = () => (session.csrf_token ? { 'x-csrf-token': session.csrf_token } : {});

async function send(path, method, body) {
  const answer = await fetch(path, {
    method, headers: { Accept: 'application/json', 'Content-Type': body instanceof Blob ? 'application/zip' : 'application/json', ...proof() },
    body: method === 'GET' ? undefined : body instanceof Blob ? body : JSON.stringify(body),
  });
  return [answer, await answer.json().catch(() => ({}))];
}

// Sends; whoever is not known is asked to sign in and it is sent again.
async function request(path, method, body) {
  for (;;) {
    if (session.role === null && !(await signIn(''))) return null; // the person thought better of it
    const [answer, said] = await send(path, method, body);
    if (answer.ok) return said;
    if (answer.status !== 401 && said.code !== 'PROOF_MISSING') throw new Error(refusal(said, answer.status));
    is({ actor: null, role: null, csrf_token: null }); // the session has ended
  }
}

/** Gives an order; null when the person did not sign in. */
export const order = (path, body) => request(path, 'POST', body);

/** Reads what only some may see. */
export async function ask(path) {
  const [answer, said] = await send(path, 'GET');
  if (!answer.ok) throw new Error(refusal(said, answer.status));
  return said;
}

/** Asks for the token or a key until it is right; false when the person gave up. */
export function signIn(said) {
  const field = element('input', { id: 'token', type: 'password', autocomplete: 'current-password', required: true, 'aria-label': t('token.title') });
  const place = element('p', { class: 'said bad', id: 'token-said', role: 'alert' }, said);
  return new Promise((resolve) => {
    const end = (done) => { close(); resolve(done); };
    const form = element('form', { method: 'dialog', onsubmit: async (event) => {
      event.preventDefault();
      const [answer, next] = await send('/api/session', 'POST', { token: field.value.trim() });
      if (answer.ok) { is(next); end(true); return; }
      place.textContent = answer.status === 403 ? t('token.wrong') : refusal(next, answer.status);
      field.value = '';
      field.focus();
    } },
    element('h2', { id: 'token-title' }, t('token.title')), element('p', {}, t('token.why')), field, place,
    session.accounts ? element('a', { id: 'account', href: '/api/session/account' }, t('sign.account')) : '',
    element('div', { class: 'acts' },
      element('button', { type: 'button', id: 'token-cancel', onclick: () => end(false) }, t('cancel')),
      element('button', { class: 'main', id: 'token-use' }, t('token.use'))));
    const dialog = element('dialog', { id: 'token-dialog', 'aria-labelledby': 'token-title', oncancel: () => end(false) }, form);
    const close = opened(dialog);
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
    const news = answered(end - Date.now());
    const known = await fetch(`/api/commands/${ordered}`).then((answer) => answer.json()).catch(() => null);
    if (place.dataset.command !== ordered) return;
    if (known) pending = report(known, show);
    if (pending.length && Date.now() > end) {
      show('bad', t('order.silent', { nodes: pending.join(', ') }));
      return;
    }
    if (pending.length) await news;
  }
}

// When the next answer of a node came, or it is too late for one.
const waiting = [];
on('commands', () => waiting.splice(0).forEach((go) => go()));
const answered = (millis) => new Promise((go) => { waiting.push(go); setTimeout(go, Math.max(0, millis)); });

function report({ acknowledgements, pending, offline }, show) {
  const failed = acknowledgements.filter((each) => each.outcome === 'FAILED');
  const all = acknowledgements.length + pending.length;
  if (pending.length) show('', t('order.waiting', { done: acknowledgements.length, all }));
  else if (failed.length) show('bad', t('order.failed', { nodes: failed.map((each) => `${each.node_id} ${each.message ?? ''}`).join(', ') }));
  else if (!all) show('bad', `${t('order.nobody')}${offline.length ? ` · ${t('order.offline', { nodes: offline.join(', ') })}` : ''}`);
  else show(offline.length ? 'warn' : 'good', `${t('order.done', { all })}${offline.length ? ` · ${t('order.offline', { nodes: offline.join(', ') })}` : ''}`);
  return pending;
}
