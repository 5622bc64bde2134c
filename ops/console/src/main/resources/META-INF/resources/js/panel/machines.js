import { byId, element, refill } from '../dom.js';
import { ago, bytes, figure, named, t } from '../language.js';
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
