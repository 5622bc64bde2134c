import { byId, element, refill } from '../dom.js';
import { ago, onLanguage, t } from '../language.js';
import { settled, turns } from '../listing.js';
import { ask, onAccess, who } from '../orders.js';

const ROWS = 25;
let entries = null;
let offset = 0;

function show() {
  refill(byId('audit'), ...(entries?.length ? entries.slice(0, ROWS).map((each) => element('tr', {},
    element('td', {}, element('b', {}, each.actor), element('span', { class: 'faint' }, ` ${each.remote}`)),
    element('td', {}, element('code', {}, `${each.method} ${each.path}`)),
    element('td', {}, each.status === null ? element('span', { class: 'tag warn', title: t('audit.open'), 'aria-label': t('audit.open') }, '…') : element('span', { class: `tag ${each.status < 400 ? 'good' : 'bad'}` }, each.status)),
    element('td', { class: 'number faint' }, ago(each.at)))) : [element('tr', {}, element('td', { colspan: 4, class: 'empty' }, t(entries ? 'audit.none' : 'keys.admins')))]));
  turns(byId('audit-pager'), { offset, rows: ROWS, got: entries?.length ?? 0 }, (to) => { offset = to; load(); });
}

async function load() {
  const fields = Object.fromEntries(new FormData(byId('audit-filter')));
  entries = who().role === 'ADMIN' ? (await ask(`/api/audit?${new URLSearchParams({ ...fields, limit: ROWS + 1, offset })}`).catch(() => null))?.entries ?? null : null;
  show();
}

const again = settled(load);
byId('audit-filter').oninput = () => { offset = 0; again(); };
byId('audit-filter').onsubmit = (event) => event.preventDefault();
onLanguage(show);
onAccess(load);
