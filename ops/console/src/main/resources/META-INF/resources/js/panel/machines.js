import { byId, element, refill } from '../dom.js';
import { ago, bytes, count, figure, named, t } from '../language.js';
import { on } from '../live.js';
import { command } from '../orders.js';

const KIND = { running: 'good', paused: 'warn', starting: 'warn', draining: 'warn', offline: 'bad' };

function control(node) {
  if (node.service === 'console' || node.status === 'offline') return '';
  const action = node.status === 'running' ? 'stop' : 'start';
  return element('button', { class: 'small', onclick: () => command(byId('nodes-said'), `/api/nodes/${encodeURIComponent(node.node_id)}/control`, action), 'aria-label': `${t(`nodes.${action}`)} ${node.node_id}` }, t(`nodes.${action}`));
}

on('nodes', (list) => {
  const memory = list.reduce((sum, each) => sum + (each.status === 'offline' ? 0 : each.resident_bytes), 0);
  byId('nodes-note').textContent = list.length ? t('nodes.note', { memory: bytes(memory), free: bytes(list[0].free_memory_bytes) }) : '';
  refill(byId('nodes'), ...list.map((each) => element('tr', {},
    element('td', {}, element('span', { class: 'name' }, named('service', each.service)), element('span', { class: 'faint' }, ` ${each.node_id}`)),
    element('td', {}, element('span', { class: `tag ${KIND[each.status] ?? ''}` }, named('status', each.status))),
    element('td', { class: 'number', 'data-label': t('nodes.cpu') }, `${figure(each.cpu_usage * 100, 0)} %`),
    element('td', { class: 'number', 'data-label': t('nodes.memory') }, bytes(each.resident_bytes)),
    element('td', { class: 'number faint wide' }, ago(each.last_heartbeat)),
    element('td', { class: 'number' }, control(each)))));
});

on('troubles', (list) => {
  refill(byId('troubles'), ...(list.length ? list.map((each) => element('li', {},
    element('div', { class: 'row' }, element('span', { class: `tag ${each.kind === 'warn' ? 'warn' : 'bad'}` }, named('trouble', each.kind)), element('code', {}, each.place), element('span', { class: 'end' }, ago(each.at))),
    element('div', { class: 'soft' }, each.what))) : [element('li', { class: 'empty' }, t('troubles.none'))]));
});

on('topics', (list) => {
  byId('topics-note').textContent = list.length ? t('topics.note', { count: list.length }) : '';
  refill(byId('topics'), ...list.map((each) => element('tr', {},
    element('td', {}, element('code', { title: each.about }, each.name), element('span', { class: 'faint' }, ` ${each.event} · ${each.partitions}`)),
    element('td', { class: 'number', 'data-label': t('topics.records') }, count(each.records)),
    element('td', { class: `number${each.dead_letters ? '' : ' wide'}`, 'data-label': t('topics.dead') }, each.dead_letters ? element('span', { class: 'tag bad' }, count(each.dead_letters)) : '–'))));
});
