import { byId, element, refill } from '../dom.js';
import { ago, bytes, count, named, t } from '../language.js';
import { on } from '../live.js';

on('datasets', (list) => {
  refill(byId('datasets'), ...(list.length ? list.map((each) => element('li', {},
    element('div', { class: 'row' },
      element('span', { class: 'name' }, `#${each.number}`),
      element('span', {}, t('datasets.documents', { count: count(each.total_docs) })),
      element('span', { class: 'soft' }, bytes(each.utf8_bytes)),
      element('span', { class: 'tag' }, named('cause', each.cause)),
      element('span', { class: 'end' }, ago(each.created_at))),
    element('div', { class: 'faint' },
      Object.entries(each.by_language ?? {}).sort((a, b) => b[1] - a[1]).slice(0, 4).map(([code, number]) => `${code} ${count(number)}`).join(' · '),
      Object.keys(each.withdrawn ?? {}).length ? ` — ${t('datasets.withdrawn', { count: count(Object.values(each.withdrawn).reduce((a, b) => a + b, 0)) })}` : ''),
    element('code', { class: 'faint one-line', title: each.content_hash }, each.dataset_tag))) : [element('li', { class: 'empty' }, t('datasets.none'))]));
});
