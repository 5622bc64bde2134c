import { byId, element, refill } from '../dom.js';
import { onLanguage, t } from '../language.js';
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
  settings = who().role === 'ADMIN' ? (await ask('/api/configuration').catch(() => null))?.settings ?? null : null;
  show();
}

const out = (href, key) => element('a', { class: 'tag accent', href, target: '_blank', rel: 'noopener' }, t(key));
function places() {
  refill(byId('places-out'), out('/q/openapi?format=json', 'configuration.openapi'), out('/q/health', 'configuration.health'), out('/q/metrics', 'configuration.metrics'));
}

onLanguage(() => { show(); places(); });
onAccess(load);
