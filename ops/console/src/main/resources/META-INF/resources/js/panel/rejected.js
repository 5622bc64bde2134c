import { bars } from '../bars.js';
import { byId, element, empty, outLink, refill } from '../dom.js';
import { ago, count, named, t } from '../language.js';
import { listing } from '../listing.js';
import { on } from '../live.js';
import { measured, trace } from '../measures.js';

on('rejections', (list) => {
  const all = list.reduce((sum, each) => sum + each.total, 0);
  byId('rejections-note').textContent = all ? t('rejections.note', { count: count(all) }) : '';
  refill(byId('rejections'), ...(list.length ? bars(list.map((each) => ({ label: named('reason', each.reason), title: each.reason, total: each.total }))) : [empty(t('rejections.none'))]));
  const field = byId('rejected-reason');
  const reasons = list.map((each) => each.reason).sort();
  const chosen = field.value;
  field.replaceChildren(field.options[0], ...reasons.map((each) => element('option', { value: each }, named('reason', each))));
  field.value = reasons.includes(chosen) ? chosen : '';
});

listing({
  path: '/api/rejections', key: 'rejections', place: 'rejected', form: 'rejected-filter', none: 'rejections.none', rows: 12, changes: ['rejections'],
  row: (each) => element('li', {},
    element('div', { class: 'row' }, element('span', { class: 'tag warn', title: each.reason }, named('reason', each.reason)), element('span', { class: 'soft' }, measured(each)), trace(each.url), element('span', { class: 'end' }, ago(each.rejected_at))),
    element('div', { class: 'one-line' }, outLink(each.url, each.url)), each.detail ? element('div', { class: 'faint' }, each.detail) : ''),
});

listing({
  path: '/api/retractions', key: 'retractions', place: 'duplicates', form: 'duplicates-filter', none: 'duplicates.none', rows: 12, changes: ['retracted'],
  onAnswer: (answer) => { byId('duplicates-note').textContent = answer.reasons.map((each) => `${named('withdrawn', each.reason)} ${count(each.total)}`).join(' · '); },
  row: (each) => element('li', {},
    element('div', { class: 'row' }, element('span', { class: 'tag' }, named('withdrawn', each.reason)), trace(each.document_id), element('span', { class: 'end' }, ago(each.registered_at))),
    element('div', { class: 'one-line' }, outLink(each.url, each.url || each.document_id))),
});
