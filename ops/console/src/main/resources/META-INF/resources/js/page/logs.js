// What the nodes say, newest first; followed while nobody reads back.
import { begin } from '../shell.js';
import '../panel/header.js';
import { byId, element } from '../dom.js';
import { clock } from '../language.js';
import { listing, settled } from '../listing.js';
import { on } from '../live.js';

const KIND = { ERROR: 'bad', WARN: 'warn' };

const lines = listing({
  path: '/api/logs', key: 'lines', place: 'logs', form: 'logs-filter', none: 'logs.none', rows: 100,
  row: (each) => element('li', {},
    element('span', { class: 'faint' }, clock(new Date(each.logged_at))),
    element('span', { class: `tag ${KIND[each.level] ?? ''}` }, each.level),
    element('code', { class: 'faint' }, each.node_id),
    element('span', { class: 'soft' }, each.logger.split('.').at(-1)),
    element('span', { class: 'message' }, each.message)),
});

on('logs', settled(() => { if (byId('follow').checked && !lines.turned()) lines.load(); }, 700));
on('nodes', (list) => {
  const field = byId('logs-node');
  const names = list.map((each) => each.node_id).sort();
  if (names.join() === field.dataset.names) return;
  const chosen = field.value;
  field.dataset.names = names.join();
  field.replaceChildren(field.options[0], ...names.map((each) => element('option', { value: each }, each)));
  field.value = names.includes(chosen) ? chosen : '';
});
begin();
