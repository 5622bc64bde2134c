import { byId, element, refill } from '../dom.js';
import { onLanguage, t } from '../language.js';
import { read } from '../listing.js';
import { ask, onAccess, who } from '../orders.js';

let settings = null;

function show() {
  refill(byId('configuration'), ...(settings ?? []).map((each) => element('tr', {},
    element('td', {}, element('code', {}, each.name)),
    element('td', {}, each.secret ? element('span', { class: 'tag' }, t(each.set ? 'configuration.secret' : 'configuration.unset')) : element('code', {}, each.value ?? '–')),
    element('td', { class: 'faint' }, element('code', {}, each.environment ?? '')),
    element('td', { class: 'faint wide' }, each.origin ?? ''))));
  byId('configuration-said').textContent = settings ? '' : t('keys.admins');
}

async function load() {
  settings = who().role === 'ADMIN' ? (await ask('/api/configuration?limit=500').catch(() => null))?.settings ?? null : null;
  show();
}

let database = ''; // address of a database console, if there is one
const out = (href, key) => element('a', { class: 'tag accent', href, target: '_blank', rel: 'noopener' }, t(key));
function places() {
  refill(byId('places-out'), out('/rest', 'configuration.openapi'), out('/q/health', 'configuration.health'), out('/q/metrics', 'configuration.metrics'), database ? out(database, 'configuration.database') : element('span', { class: 'tag' }, t('configuration.no_database')));
}

onLanguage(() => { show(); places(); });
onAccess(load);
read('/api/runtime-config').then((said) => { if (/^https?:\/\//.test(said.db_ui_url)) { database = said.db_ui_url; places(); } }, () => {});
