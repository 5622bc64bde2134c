import { drawing, element } from './dom.js';
import { count } from './language.js';

/** Amounts against the largest of them. each: { label, total, words?, title?, fine? } */
export function bars(list) {
  const most = Math.max(1, ...list.map((each) => each.total));
  return list.map((each) => element('div', { class: `bar${each.fine ? ' fine' : ''}` },
    element('span', { title: each.title }, each.label),
    element('span', { class: 'count' }, each.words ?? count(each.total)),
    element('div', { class: 'track' }, drawing('svg', { viewBox: '0 0 100 5', preserveAspectRatio: 'none', 'aria-hidden': 'true' }, drawing('rect', { class: 'fill', width: Math.max(0.5, (100 * each.total) / most), height: 5 })))));
}
