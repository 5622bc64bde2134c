import { byId, drawing, element, refill } from '../dom.js';
import { ago, bytes, count, figure, named, t } from '../language.js';
import { on } from '../live.js';

const KIND = { running: 'good', paused: 'warn', starting: 'warn', draining: 'warn', offline: 'bad' };

on('nodes', (list) => {
  const memory = list.reduce((sum, each) => sum + (each.status === 'offline' ? 0 : each.resident_bytes), 0);
  byId('nodes-note').textContent = list.length ? t('nodes.note', { memory: bytes(memory), free: bytes(list[0].free_memory_bytes) }) : '';
  refill(byId('nodes'), ...list.map((each) => element('tr', {},
    element('td', {}, element('span', { class: 'name' }, named('service', each.service)), element('span', { class: 'faint' }, ` ${each.node_id}`)),
    element('td', {}, element('span', { class: `tag ${KIND[each.status] ?? ''}` }, named('status', each.status))),
    element('td', { class: 'number', 'data-label': t('nodes.cpu') }, `${figure(each.cpu_usage * 100, 0)} %`),
    element('td', { class: 'number', 'data-label': t('nodes.memory') }, bytes(each.resident_bytes)),
    element('td', { class: 'number faint wide' }, ago(each.last_heartbeat)))));
});

on('troubles', (list) => {
  refill(byId('troubles'), ...(list.length ? list.map((each) => element('li', {},
    element('div', { class: 'row' }, element('span', { class: `tag ${each.kind === 'warn' ? 'warn' : 'bad'}` }, named('trouble', each.kind)), element('code', {}, each.place), element('span', { class: 'end' }, ago(each.at))),
    element('div', { class: 'soft' }, each.what))) : [element('li', { class: 'empty' }, t('troubles.none'))]));
});

// Where the machine becomes the bottleneck: shares at which people should be told.
const BUSY = 0.95;
const FULL = 0.92;

function gauge(label, share, limit) {
  return element('div', { class: `bar gauge${share >= limit ? ' high' : ' fine'}` },
    element('span', {}, label), element('span', { class: 'count' }, `${figure(100 * share, 0)} %`),
    element('div', { class: 'track' }, drawing('svg', { viewBox: '0 0 100 5', preserveAspectRatio: 'none', 'aria-hidden': 'true' }, drawing('rect', { class: 'fill', width: Math.min(100, 100 * share), height: 5 }))));
}

on('factory', (factory) => {
  const { cpu_load: load, cpu_cores: cores, memory_bytes: memory, available_bytes: available } = factory.machine;
  const filled = memory ? 1 - available / memory : 0;
  refill(byId('machine'), gauge(t('machine.cpu', { cores }), load, BUSY), gauge(t('machine.memory', { all: bytes(memory) }), filled, FULL));
  refill(byId('node-counters'), ...[['online', count(factory.nodes - factory.nodes_offline)], ['running', `${count(factory.nodes_running)} / ${count(factory.nodes)}`], ['offline', count(factory.nodes_offline)]]
    .map(([key, value]) => element('div', {}, element('dt', {}, t(`machine.${key}`)), element('dd', {}, value))));
  const alert = filled >= FULL ? t('machine.full', { share: figure(100 * filled, 0) }) : load >= BUSY ? t('machine.busy', { share: figure(100 * load, 0) }) : '';
  if (byId('alert').textContent !== alert) byId('alert').textContent = alert;
  byId('alert').hidden = !alert;
});
