import { byId, drawing, element, empty, outLink, refill } from '../dom.js';
import { ago, bytes, count, figure, named, t } from '../language.js';
import { on } from '../live.js';

function bar(each, most) {
  const share = Math.max(0.5, (100 * each.total) / most);
  return element('div', { class: 'bar' },
    element('span', { title: each.reason }, named('reason', each.reason)),
    element('span', { class: 'count' }, count(each.total)),
    element('div', { class: 'track' }, drawing('svg', { viewBox: '0 0 100 5', preserveAspectRatio: 'none', 'aria-hidden': 'true' }, drawing('rect', { class: 'fill', width: share, height: 5 }))));
}

on('rejections', (list) => {
  const all = list.reduce((sum, each) => sum + each.total, 0);
  byId('rejections-note').textContent = all ? t('rejections.note', { count: count(all) }) : '';
  refill(byId('rejections'), ...(list.length ? list.slice(0, 8).map((each) => bar(each, list[0].total)) : [empty(t('rejections.none'))]));
});

on('documents', (list) => {
  refill(byId('documents'), ...(list.length ? list.slice(0, 5).map((each) => element('li', {},
    element('div', { class: 'row' },
      element('span', { class: 'one-line name', title: each.url }, outLink(each.url, each.title || each.url))),
    element('div', { class: 'row faint' }, `${each.language} · ${t('documents.characters', { count: count(each.characters) })} · ${t('documents.quality', { quality: figure(each.quality, 2) })}`, element('span', { class: 'end' }, ago(each.accepted_at))))) : [element('li', { class: 'empty' }, t('documents.none'))]));
});

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
