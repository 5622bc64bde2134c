import { byId, element, refill } from '../dom.js';
import { ago, count, named, onLanguage, t } from '../language.js';
import { turns } from '../listing.js';
import { ask, onAccess, tell, who } from '../orders.js';

const said = byId('key-said');
const ROWS = 20;
let keys = null;
let offset = 0;

function row(each) {
  const gone = each.ended;
  return element('tr', {},
    element('td', {}, element('b', {}, each.name), ' ', element('code', { class: 'faint' }, each.key_id)),
    element('td', {}, element('span', { class: 'tag accent' }, named('role', each.role)), ' ', gone ? element('span', { class: 'tag bad' }, t(each.revoked ? 'keys.revoked' : 'keys.expired')) : ''),
    element('td', { class: 'faint' }, each.requests_per_minute ? t('keys.per_minute', { count: count(each.requests_per_minute) }) : t('keys.usual')),
    element('td', { class: 'faint' }, each.expires_at ? t('keys.until', { time: new Date(each.expires_at).toLocaleDateString() }) : t('keys.for_ever')),
    element('td', { class: 'faint wide' }, `${each.actor} · ${ago(each.issued_at)}`),
    element('td', { class: 'number' }, gone ? '' : element('div', { class: 'acts' },
      element('button', { class: 'small', 'data-act': 'rotate', onclick: () => act(each, 'rotate'), 'aria-label': `${t('keys.rotate')} ${each.name} ${each.key_id}` }, t('keys.rotate')),
      element('button', { class: 'small danger', 'data-act': 'revoke', onclick: () => act(each, 'revoke'), 'aria-label': `${t('keys.revoke')} ${each.name} ${each.key_id}` }, t('keys.revoke')))));
}

function show() {
  refill(byId('keys'), ...(keys?.length ? keys.slice(0, ROWS).map(row) : [element('tr', {}, element('td', { colspan: 6, class: 'empty' }, t(keys ? 'keys.none' : 'keys.admins')))]));
  turns(byId('keys-pager'), { offset, rows: ROWS, got: keys?.length ?? 0 }, (to) => { offset = to; load(); });
}

async function load() {
  keys = who().role === 'ADMIN' ? (await ask(`/api/keys?limit=${ROWS + 1}&offset=${offset}`).catch(() => null))?.keys ?? null : null;
  show();
}

// The only moment at which the key can be seen.
function shown(answer) {
  refill(byId('key-shown'), answer?.key ? element('p', { class: 'said good' }, `${t('keys.once')} `, element('code', { id: 'key-new' }, answer.key)) : '');
}

async function act(key, what) {
  const answer = await tell(said, `/api/keys/${encodeURIComponent(key.key_id)}/${what}`, {}, () => t(`keys.${what}.done`, { name: key.name }));
  if (answer) { shown(answer); load(); }
}

byId('key-form').onsubmit = async (event) => {
  event.preventDefault();
  const { name, role, days, limit } = event.target.elements;
  const expires = days.value === '' ? null : new Date(Date.now() + Number(days.value) * 86400000).toISOString();
  const answer = await tell(said, '/api/keys', { name: name.value.trim(), role: role.value, expires_at: expires, requests_per_minute: limit.value === '' ? null : Number(limit.value) }, () => t('keys.issued', { name: name.value.trim() }));
  if (answer) { event.target.reset(); shown(answer); load(); }
};
onLanguage(show);
onAccess(load);
