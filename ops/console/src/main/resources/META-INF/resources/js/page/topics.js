// The log itself.
import { begin } from '../shell.js';
import '../panel/header.js';
import { byId, element, refill } from '../dom.js';
import { count, t } from '../language.js';
import { on } from '../live.js';

on('topics', (list) => {
  byId('topics-note').textContent = list.length ? t('topics.note', { count: list.length }) : '';
  refill(byId('topics'), ...list.map((each) => element('tr', {},
    element('td', {}, element('code', { title: each.about }, each.name), element('span', { class: 'faint' }, ` ${each.event} · ${each.partitions}`)),
    element('td', { class: 'number', 'data-label': t('topics.records') }, count(each.records)),
    element('td', { class: `number${each.dead_letters ? '' : ' wide'}`, 'data-label': t('topics.dead') }, each.dead_letters ? element('span', { class: 'tag bad' }, count(each.dead_letters)) : '–'))));
});
begin();
