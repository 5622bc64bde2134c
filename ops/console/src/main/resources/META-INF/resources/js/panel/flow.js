import { byId, element, refill } from '../dom.js';
import { bytes, count, figure, speed, t } from '../language.js';
import { on, section } from '../live.js';

// Stages in flow order: the counter, the topic that carries it, and what leaves the flow there.
const STAGES = [
  { name: 'fetched', topic: 'crawl.documents' },
  { name: 'accepted', topic: 'corpus.accepted', asides: ['rejected', 'retracted'] },
  { name: 'sealed', topic: 'dataset.sealed' },
  { name: 'trained', topic: 'job.progressed' },
  { name: 'evaluated', topic: 'model.evaluated' },
  { name: 'promoted', topic: 'model.decisions', asides: ['refused'] },
  { name: 'answered', topic: 'generation.served' },
];

function rate(name, stage) {
  if (name === 'sealed') {
    const newest = (section('datasets') ?? [])[0];
    return newest ? t('flow.documents', { count: count(newest.total_docs) }) : t('flow.none');
  }
  if (name === 'evaluated') {
    const newest = (section('evaluations') ?? [])[0];
    return newest ? t('flow.score', { score: figure(newest.score, 4) }) : t('flow.none');
  }
  return speed(stage.rate);
}

// What the slowest reader of the topic has before it; a reader that is gone is named.
function waiting(lag) {
  if (!lag) return '';
  const gone = !lag.is_read && lag.records > 0;
  return element('div', { class: `lag${gone || lag.records > 100 ? ' behind' : ''}`, title: lag.reader }, t(gone ? 'flow.unread' : 'flow.waiting', { count: count(lag.records), reader: lag.reader }));
}

function box({ name, topic, asides = [] }, { stages, lags = {} }, fed) {
  const stage = stages[name] ?? { total: 0, rate: 0 };
  const moving = stage.rate > 0;
  return element('li', { class: `stage${moving ? ' moving' : ''}${moving && fed ? ' fed' : ''}` },
    element('h3', {}, t(`stage.${name}`)),
    element('div', { class: 'total' }, name === 'sealed' && stage.total ? `#${count(stage.total)}` : count(stage.total)),
    element('span', { class: 'topic', title: topic }, topic),
    element('div', { class: 'rate' }, rate(name, stage)),
    waiting(lags[topic]),
    asides.map((each) => {
      const total = stages[each]?.total ?? 0;
      return element('div', { class: `aside${total ? '' : ' zero'}` }, element('span', {}, t(`stage.${each}`)), element('b', {}, count(total)));
    }));
}

function show() {
  const factory = section('factory');
  if (!factory) return;
  refill(byId('flow'), ...STAGES.map((stage, place) => box(stage, factory, place > 0)));
  byId('flow-note').textContent = factory.held_bytes ? t('flow.note', { size: bytes(factory.held_bytes) }) : '';
}

on('factory', show);
on('datasets', show);
on('evaluations', show);
