import { byId, element, outLink, refill } from '../dom.js';
import { ago, bytes, count, t } from '../language.js';
import { on } from '../live.js';
import { tell } from '../orders.js';

byId('source-form').onsubmit = async (event) => {
  event.preventDefault();
  const form = event.target;
  const done = await tell(byId('source-said'), '/api/sources',
    { kind: form.kind.value, address: form.address.value.trim(), local_allowed: form.local.checked },
    (said) => t('sources.added', { id: said.source_id }));
  if (done) form.reset();
};

on('sources', (list) => {
  byId('sources-note').textContent = list.length ? t('sources.note', { count: count(list.length) }) : '';
  refill(byId('sources'), ...(list.length ? list.map((each) => element('tr', {},
    element('td', {}, element('div', { class: 'row' }, element('span', { class: 'name' }, each.source_id), element('span', { class: 'tag' }, each.kind), each.active ? '' : element('span', { class: 'tag warn' }, t('sources.paused'))),
      element('span', { class: 'faint' }, outLink(each.address, each.address), ' · ', ago(each.last_at ?? each.declared_at))),
    element('td', { class: 'number', 'data-label': t('sources.fetched') }, count(each.fetched)),
    element('td', { class: 'number', 'data-label': t('sources.accepted') }, count(each.accepted)),
    element('td', { class: 'number', 'data-label': t('sources.size') }, bytes(each.utf8_bytes)))) : [element('tr', {}, element('td', { colspan: 4, class: 'empty' }, t('sources.none')))]));
});
