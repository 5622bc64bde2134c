import { askReason } from '../ask.js';
import { byId, element, refill } from '../dom.js';
import { count, named, t } from '../language.js';
import { isLost, on, onLost, section } from '../live.js';
import { command } from '../orders.js';

const said = byId('control-said');
byId('ignite').onclick = () => command(said, '/api/control', 'start');
byId('shutdown').onclick = async () => {
  if (await askReason({ title: t('shutdown'), why: t('shutdown.why'), act: t('shutdown'), reasoned: false })) command(said, '/api/control', 'stop');
};
function state(factory) {
  if (isLost()) return ['bad', t('state.lost')];
  const workers = factory.nodes - factory.nodes_offline - 1;
  if (!factory.intake || !factory.capture) return ['warn', t('state.starting')];
  if (factory.is_running) return ['good', t('state.running')];
  return workers > 0 ? ['warn', t('state.paused')] : ['', t('state.alone')];
}

function show() {
  const factory = section('factory');
  if (!factory) return;
  const [kind, words] = state(factory);
  const phase = factory.phases.map((each) => named('phase', each)).join(' · ') || t('header.idle');
  refill(byId('state'), 
    element('span', { class: `pill ${kind}` }, words),
    element('span', {}, t('header.phase', { phase })),
    element('span', {}, t('header.nodes', { running: factory.nodes - factory.nodes_offline, all: factory.nodes })),
    factory.lag > 100 ? element('span', { class: 'pill warn plain' }, t('header.lag', { lag: count(factory.lag) })) : '',
  );
}

on('factory', show);
onLost(show);
