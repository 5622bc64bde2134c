import { byId, element, refill } from '../dom.js';
import { named, onLanguage, t } from '../language.js';
import { read, settled, turns } from '../listing.js';
import { ask, onAccess, who } from '../orders.js';

const ROWS = 25;
let settings = null;
let offset = 0;

function value(each) {
  if (each.secret) return element('span', { class: 'tag' }, t(each.set ? 'configuration.secret' : 'configuration.unset'));
  return each.set ? element('code', {}, each.value) : element('span', { class: 'faint' }, t('configuration.unset'));
}

function show() {
  refill(byId('configuration'), ...(settings?.length ? settings.slice(0, ROWS).map((each) => element('tr', {},
    element('td', {}, element('code', { title: each.name }, each.environment)),
    element('td', {}, value(each)),
    element('td', { class: 'soft' }, each.service, element('span', { class: 'faint', title: each.node_id }, ` ${each.node_id.slice(-8)}`)),
    element('td', { class: 'faint wide' }, element('span', { class: each.origin === 'default' ? '' : 'tag accent' }, named('origin', each.origin))))) : [element('tr', {}, element('td', { colspan: 4, class: 'empty' }, t(settings ? 'configuration.none' : 'keys.admins')))]));
  turns(byId('configuration-pager'), { offset, rows: ROWS, got: settings?.length ?? 0 }, (to) => { offset = to; load(); });
}

async function load() {
  const fields = Object.fromEntries(new FormData(byId('configuration-filter')));
  settings = who().role === 'ADMIN' ? (await ask(`/api/configuration?${new URLSearchParams({ ...fields, limit: ROWS + 1, offset })}`).catch(() => null))?.settings ?? null : null;
  show();
}

const again = settled(load);
byId('configuration-filter').oninput = () => { offset = 0; again(); };
byId('configuration-filter').onsubmit = (event) => event.preventDefault();

let database = ''; // address of a database console, if there is one
const out = (href, key) => element('a', { class: 'tag accent', href, target: '_blank', rel: 'noopener' }, t(key));
function places() {
  refill(byId('places-out'), out('/rest', 'configuration.openapi'), out('/q/health', 'configuration.health'), out('/q/metrics', 'configuration.metrics'), database ? out(database, 'configuration.database') : element('span', { class: 'tag' }, t('configuration.no_database')));
}

onLanguage(() => { show(); places(); });
onAccess(load);
read('/api/runtime-config').then((said) => { if (/^https?:\/\//.test(said.db_ui_url)) { database = said.db_ui_url; places(); } }, () => {});
