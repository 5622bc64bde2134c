import { bars } from '../bars.js';
import { byId, element, empty, outLink, refill } from '../dom.js';
import { ago, count, figure, named, t } from '../language.js';
import { on } from '../live.js';

on('rejections', (list) => {
  const all = list.reduce((sum, each) => sum + each.total, 0);
  byId('rejections-note').textContent = all ? t('rejections.note', { count: count(all) }) : '';
  refill(byId('rejections'), ...(list.length ? bars(list.slice(0, 8).map((each) => ({ label: named('reason', each.reason), title: each.reason, total: each.total }))) : [empty(t('rejections.none'))]));
});

on('documents', (list) => {
  refill(byId('documents'), ...(list.length ? list.slice(0, 5).map((each) => element('li', {},
    element('div', { class: 'row' },
      element('span', { class: 'one-line name', title: each.url }, outLink(each.url, each.title || each.url))),
    element('div', { class: 'row faint' }, `${each.language} · ${t('documents.characters', { count: count(each.characters) })} · ${t('documents.quality', { quality: figure(each.quality, 2) })}`, element('span', { class: 'end' }, ago(each.accepted_at))))) : [element('li', { class: 'empty' }, t('documents.none'))]));
});
