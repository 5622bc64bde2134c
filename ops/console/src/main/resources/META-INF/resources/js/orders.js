import { byId } from './dom.js';
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
  const dialog = byId('token-dialog');
  const field = byId('token');
  field.value = '';
  byId('token-said').textContent = said;
  return new Promise((resolve) => {
    const end = (token) => {
      byId('token-form').onsubmit = null;
      byId('token-cancel').onclick = null;
      dialog.oncancel = null;
      dialog.close();
      resolve(token);
    };
    byId('token-form').onsubmit = (event) => {
      event.preventDefault();
      sessionStorage.setItem(KEY, field.value.trim());
      end(field.value.trim());
    };
    byId('token-cancel').onclick = () => end(null);
    dialog.oncancel = () => end(null);
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
