import { byId, drawing, element, refill } from '../dom.js';
import { ago, because, figure, named, short, t } from '../language.js';
import { on, section } from '../live.js';

const KIND = { PROMOTED: 'good', FORCED: 'warn', ROLLED_BACK: 'warn', REFUSED: 'bad', TAINTED: 'bad', DEMOTED: 'bad', CLEARED: 'good' };
let minimum = null;
fetch('/api/runtime-config').then((answer) => answer.json()).then((config) => {
  minimum = config.promotion_min_score;
  note();
  scores();
}).catch(() => {});

function note() {
  byId('gate-note').textContent = minimum === null ? '' : t('gate.note', { score: figure(minimum, 2) });
}

// What must not serve does, or nothing does because of that.
function tainted(list) {
  const production = list.find((each) => each.alias === 'production');
  const words = !production ? '' : production.taint ? t('gate.tainted', { why: production.taint }) : production.bundle_id ? '' : t('gate.withdrawn');
  byId('tainted').textContent = words;
  byId('tainted').hidden = !words;
}

function aliases(list) {
  refill(byId('aliases'), ...['production', 'best', 'latest'].map((name) => {
    const alias = list.find((each) => each.alias === name && each.bundle_id);
    return element('div', { class: 'row alias' },
      element('span', { class: `tag ${name === 'production' && alias ? 'good' : ''}` }, named('alias', name)),
      alias ? element('code', { title: alias.bundle_id }, short(alias.bundle_id)) : element('span', { class: 'faint' }, t('gate.nothing')),
      alias ? element('span', { class: 'soft' }, [alias.model_name, t('gate.step', { step: alias.step }), alias.score === null ? null : figure(alias.score, 4)].filter(Boolean).join(' · ')) : '',
      alias ? element('span', { class: 'end' }, ago(alias.moved_at)) : '');
  }));
}

// Scores over time against the minimum; the axis is drawn around what there is.
function scores() {
  const list = [...(section('evaluations') ?? [])].reverse();
  const place = byId('scores');
  place.toggleAttribute('hidden', list.length === 0);
  if (!list.length) return;
  const width = place.clientWidth || 400;
  const height = 92;
  const values = list.map((each) => each.score).concat(minimum === null ? [] : [minimum]);
  const low = Math.max(0, Math.min(...values) - 0.02);
  const high = Math.min(1, Math.max(...values) + 0.02);
  const x = (index) => 38 + ((width - 50) * (index + 0.5)) / list.length;
  const y = (value) => 8 + (height - 20) * (1 - (value - low) / (high - low || 1));
  place.setAttribute('viewBox', `0 0 ${width} ${height}`);
  place.replaceChildren(
    ...[low, high].map((each) => drawing('text', { x: 0, y: y(each) + 4 }, figure(each, 2))),
    minimum === null ? '' : drawing('line', { class: 'limit', x1: 38, x2: width - 4, y1: y(minimum), y2: y(minimum) }),
    drawing('polyline', { class: 'line', points: list.map((each, index) => `${x(index)},${y(each.score)}`).join(' ') }),
    ...list.map((each, index) => drawing('circle', { class: `dot ${minimum !== null && each.score >= minimum ? 'passed' : 'failed'}`, cx: x(index), cy: y(each.score), r: 4 },
      drawing('title', {}, `${figure(each.score, 4)} · ${short(each.bundle_id)}`))));
}

function decisions(list) {
  refill(byId('decisions'), ...(list.length ? list.map((each) => element('li', {},
    element('div', { class: 'row' },
      element('span', { class: `tag ${KIND[each.decision] ?? ''}` }, named('decision', each.decision)),
      element('code', { title: each.bundle_id }, short(each.bundle_id)),
      each.score === null ? '' : element('b', {}, figure(each.score, 4)),
      element('span', { class: 'end' }, ago(each.decided_at))),
    element('div', { class: 'soft' }, named('rule', each.rule), because(each) === named('rule', each.rule) ? '' : element('span', { class: 'faint' }, ` — ${because(each)}`), each.actor === 'gate' ? '' : ` (${each.actor})`))) : [element('li', { class: 'empty' }, t('gate.none'))]));
}

on('aliases', (list) => { note(); tainted(list); aliases(list); });
on('evaluations', scores);
on('decisions', decisions);
addEventListener('resize', scores);
