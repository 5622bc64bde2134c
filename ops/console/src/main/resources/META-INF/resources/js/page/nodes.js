// What runs where, and ordering it about.
import { begin } from '../shell.js';
import '../panel/header.js';
import { askReason } from '../ask.js';
import { byId, element, refill } from '../dom.js';
import { ago, bytes, count, figure, named, onLanguage, t } from '../language.js';
import { listing } from '../listing.js';
import { on, section } from '../live.js';
import { command, tell } from '../orders.js';

const KIND = { running: 'good', paused: 'warn', starting: 'warn', draining: 'warn', offline: 'bad' };
const OUTCOME = { DONE: 'good', ALREADY_SO: '', FAILED: 'bad' };
const said = byId('nodes-said');

function button(node, action) {
  return element('button', { class: 'small', 'data-act': action, onclick: () => command(said, `/api/nodes/${encodeURIComponent(node.node_id)}/control`, action), 'aria-label': `${t(`nodes.${action}`)} ${node.node_id}` }, t(`nodes.${action}`));
}

function controls(node) {
  if (node.service === 'console' || node.status === 'offline') return '';
  return element('div', { class: 'acts' }, node.status === 'running' ? [button(node, 'drain'), button(node, 'stop')] : button(node, 'start'));
}

function row(each) {
  return element('tr', {},
    element('td', {}, element('span', { class: 'name' }, named('service', each.service)), element('span', { class: 'faint' }, ` ${each.node_id} · ${each.node_type} · ${each.role} · ${each.host}:${each.pid}`)),
    element('td', {}, element('span', { class: `tag ${KIND[each.status] ?? ''}` }, named('status', each.status)), each.note ? element('span', { class: 'faint' }, ` ${named('note', each.note)}`) : ''),
    element('td', { class: 'number', 'data-label': t('nodes.cpu') }, `${figure(each.cpu_usage * 100, 0)} %`),
    element('td', { class: 'number', 'data-label': t('nodes.memory') }, bytes(each.resident_bytes)),
    element('td', { class: 'faint wide' }, [...(each.capabilities ?? []).map((name) => named('can', name)), ...Object.entries(each.counters ?? {}).slice(0, 4).map(([name, value]) => `${name} ${count(value)}`)].join(' · ')),
    element('td', { class: 'number faint wide' }, ago(each.last_heartbeat)),
    element('td', { class: 'number' }, controls(each)));
}

// Types and services that exist, so that a whole group can be ordered.
function targets(list) {
  const field = byId('node-target');
  const groups = [...new Set(list.flatMap((each) => [each.node_type, each.service]))].sort();
  if (groups.join() === field.dataset.groups) return;
  const chosen = field.value;
  field.dataset.groups = groups.join();
  field.replaceChildren(field.options[0], ...groups.map((each) => element('option', { value: each }, each)));
  field.value = groups.includes(chosen) ? chosen : '';
}

on('nodes', (list) => {
  const memory = list.reduce((sum, each) => sum + (each.status === 'offline' ? 0 : each.resident_bytes), 0);
  byId('nodes-note').textContent = list.length ? t('nodes.note', { memory: bytes(memory), free: bytes(list[0].free_memory_bytes) }) : '';
  targets(list);
  refill(byId('nodes'), ...(list.length ? list.map(row) : [element('tr', {}, element('td', { colspan: 7, class: 'empty' }, t('nodes.none')))]));
});

for (const each of byId('types-form').querySelectorAll('[data-act]')) {
  each.onclick = async () => {
    const group = byId('node-target').value;
    const { act } = each.dataset;
    if (!group && act !== 'start' && !await askReason({ title: t(`nodes.${act}`), why: t('shutdown.why'), act: t(`nodes.${act}`), reasoned: false })) return;
    command(said, group ? `/api/nodes/groups/${encodeURIComponent(group)}/control` : '/api/control', act);
  };
}

byId('cleanup').onclick = () => tell(said, '/api/nodes/cleanup-stale', {}, (answer) => t('nodes.cleaned', { count: answer.node_ids.length }));

// The only moment at which the token can be seen.
byId('join').onclick = async () => {
  const answer = await tell(said, '/api/join-tokens', {}, () => t('nodes.joinable'));
  refill(byId('join-shown'), answer?.token ? element('p', { class: 'said good' }, element('code', { id: 'join-line' }, `JOIN_TOKEN=${answer.token} ./factory join ${location.origin}`)) : '');
};

listing({
  path: '/api/commands', key: 'commands', place: 'commands', none: 'commands.none', columns: 5, rows: 10, changes: ['commands'],
  row: (each) => element('tr', {},
    element('td', {}, element('b', {}, named('order', each.action))),
    element('td', {}, element('code', {}, each.target)),
    element('td', { class: 'faint actor' }, each.actor),
    element('td', {}, element('div', { class: 'tags' }, (each.acknowledgements ?? []).map((one) => element('span', { class: `tag ${OUTCOME[one.outcome] ?? ''}`, title: one.message || one.state }, `${one.node_id} · ${named('outcome', one.outcome)} · ${t('commands.after', { seconds: figure(one.seconds, 1) })}`)))),
    element('td', { class: 'number faint' }, ago(each.commanded_at))),
});
onLanguage(() => { if (section('nodes')) targets(section('nodes')); });
begin();
