// Models: what serves, what could, where each comes from, and what the gate says.
import { begin } from '../shell.js';
import '../panel/header.js';
import '../panel/gate.js';
import { askReason } from '../ask.js';
import { byId, drawing, element, refill } from '../dom.js';
import { ago, because, bytes, count, figure, named, onLanguage, short, t } from '../language.js';
import { listing, read, settled } from '../listing.js';
import { on } from '../live.js';
import { tell } from '../orders.js';

const said = byId('gate-said');
let one = null;
let asked = '';

// The rule's name and, where that says more, its words.
const told = (verdict) => (because(verdict) === named('rule', verdict.rule) ? '' : ` — ${because(verdict)}`);

async function promote(bundle, verdict) {
  const asking = await askReason({ title: t('gate.promote'), why: verdict ? `${t(verdict.passes ? 'models.passes' : 'models.refuses')} ${named('rule', verdict.rule)}${told(verdict)}` : t('gate.promote.why'), force: true });
  if (asking) await tell(said, '/api/models/promote', { ...asking, bundle_id: bundle }, () => t('models.promoted'));
}

async function rollback(bundle) {
  const asking = await askReason({ title: t('gate.rollback'), why: t(bundle ? 'models.restore.why' : 'gate.rollback.why') });
  if (asking) await tell(said, '/api/models/rollback', { ...asking, bundle_id: bundle }, () => t('models.rolled_back'));
}

byId('promote').onclick = () => promote(null, null);
byId('rollback').onclick = () => rollback(null);
byId('one-promote').onclick = () => promote(one.bundle.bundle_id, one.verdict);
byId('one-restore').onclick = () => rollback(one.bundle.bundle_id);
byId('one-close').onclick = () => { one = null; asked = ''; window.history.replaceState(null, '', location.pathname); show(); };

const KIND = { PROMOTED: 'good', FORCED: 'warn', ROLLED_BACK: 'warn', REFUSED: 'bad', TAINTED: 'bad', DEMOTED: 'bad', CLEARED: 'good' };
const aliases = (list) => (list ?? []).map((each) => element('span', { class: `tag ${each === 'production' ? 'good' : 'accent'}` }, named('alias', each)));

listing({
  path: '/api/models', key: 'models', place: 'models', none: 'models.none', columns: 5, rows: 10, changes: ['aliases', 'decisions', 'evaluations'],
  row: (each) => element('tr', {},
    element('td', {}, element('button', { class: 'link', 'data-act': 'open', onclick: () => open(each.id) }, `${each.model_tag} · ${t('gate.step', { step: count(each.step) })}`), ' ', element('code', { class: 'faint', title: each.id }, short(each.id)), element('div', { class: 'faint' }, `${each.precision} · ${t('models.parameters', { count: count(each.parameters) })}`)),
    element('td', { class: 'number', 'data-label': t('evaluations.score') }, figure(each.avg_score, 4)),
    element('td', {}, element('div', { class: 'tags' }, aliases(each.aliases), each.tainted ? element('span', { class: 'tag bad', title: each.taint }, t('decision.TAINTED')) : '', each.decision ? element('span', { class: `tag ${KIND[each.decision] ?? ''}`, title: each.notes }, named('decision', each.decision)) : '')),
    element('td', { class: 'number faint' }, ago(each.created_at)),
    element('td', { class: 'number' }, element('button', { class: 'small', 'data-act': 'promote-row', onclick: async () => { await open(each.id); promote(each.id, one?.verdict); }, 'aria-label': `${t('models.promote')} ${short(each.id)}` }, t('models.promote')))),
});

listing({
  path: '/api/models/productions', key: 'productions', place: 'productions', none: 'productions.none', columns: 3, rows: 8, changes: ['aliases'],
  row: (each) => element('tr', {}, element('td', {}, element('button', { class: 'link', 'data-act': 'open', onclick: () => open(each.bundle_id) }, short(each.bundle_id)), element('span', { class: 'faint' }, ` ${each.model_name ?? ''} ${each.step === null ? '' : t('gate.step', { step: count(each.step) })}`)), element('td', { class: 'faint' }, each.actor), element('td', { class: 'number faint' }, ago(each.since))),
});

async function open(id, byItself = false) {
  asked = id;
  if (!byItself) window.history.replaceState(null, '', `?model=${encodeURIComponent(id)}`);
  try {
    const found = await read(`/api/models/${encodeURIComponent(id)}`);
    if (asked === id) { one = found; show(); if (!byItself) byId('one').scrollIntoView({ block: 'nearest' }); }
  } catch (error) {
    said.className = 'said bad';
    said.textContent = error.message;
  }
}

function link(title, ...lines) {
  return element('li', {}, element('h3', {}, title), lines.flat().filter(Boolean).map((each) => element('div', {}, each)));
}

function parent(checkpoint) {
  const hash = checkpoint.parent_checkpoint_hash;
  if (!hash) return t('models.parent.none');
  const code = element('code', { title: hash }, short(hash));
  return checkpoint.parent_bundle_id ? element('button', { class: 'link', 'data-act': 'parent', onclick: () => open(checkpoint.parent_bundle_id) }, code) : code;
}

// From the data to what serves, in the order in which one was made of the other.
function chain() {
  const { bundle, checkpoint, datasets } = one;
  const newest = datasets.at(-1);
  return [
    link(t('models.chain.datasets', { count: count(datasets.length) }), newest ? [`#${datasets[0].number} – #${newest.number}`, t('datasets.documents', { count: count(newest.documents) }), bytes(newest.utf8_bytes)] : t('nothing'), element('span', { class: 'faint' }, bundle.domains.slice(0, 6).join(' · '))),
    checkpoint ? link(t('models.chain.tokenizer'), element('code', { title: checkpoint.tokenizer_hash }, short(checkpoint.tokenizer_hash))) : '',
    checkpoint ? link(t('models.chain.checkpoint'), element('code', { title: checkpoint.checkpoint_hash }, short(checkpoint.checkpoint_hash)), t('gate.step', { step: count(checkpoint.step) }), t('models.tokens', { count: count(checkpoint.tokens_seen) }), checkpoint.configuration_hash ? element('span', {}, `${t('models.configuration')} `, element('code', { title: `${checkpoint.configuration_hash}\n${checkpoint.model_configuration}\n${checkpoint.training_configuration}` }, short(checkpoint.configuration_hash))) : '', element('span', {}, `${t('models.parent')} `, parent(checkpoint)), `${t('curve.train')} ${figure(checkpoint.train_loss)} · ${t('curve.validation')} ${figure(checkpoint.validation_loss)}`) : link(t('models.chain.checkpoint'), element('code', {}, short(bundle.checkpoint_hash)), t('models.imported')),
    link(t('models.chain.bundle'), element('code', { title: bundle.bundle_id }, short(bundle.bundle_id)), `${bundle.precision} · ${t('models.parameters', { count: count(bundle.parameters) })} · ${t('models.context', { count: count(bundle.context_tokens) })}`, `${t('evaluations.parity')} ${bundle.parity_error.toExponential(1)}`, element('code', { class: 'faint' }, bundle.location)),
  ].filter(Boolean);
}

// Checkpoints that it was trained on from, and their training loss up to its own, the oldest on the left.
function ancestry() {
  const { checkpoint, ancestors } = one;
  byId('ancestry').hidden = !ancestors.length;
  if (!ancestors.length) return;
  const line = [checkpoint, ...ancestors].reverse();
  const losses = line.map((each) => each.train_loss);
  const [low, high] = [Math.min(...losses), Math.max(...losses)];
  const place = byId('ancestry-loss');
  const width = place.clientWidth || 300;
  const x = (index) => 38 + ((width - 50) * (index + 0.5)) / line.length;
  const y = (value) => 8 + 72 * (1 - (value - low) / (high - low || 1));
  place.setAttribute('viewBox', `0 0 ${width} 92`);
  place.replaceChildren(
    ...[...new Set([low, high])].map((each) => drawing('text', { x: 0, y: y(each) + 4 }, figure(each, 2))),
    drawing('polyline', { class: 'line', points: line.map((each, index) => `${x(index)},${y(each.train_loss)}`).join(' ') }),
    ...line.map((each, index) => drawing('circle', { class: `dot ${each === checkpoint ? 'passed' : ''}`, cx: x(index), cy: y(each.train_loss), r: 4 },
      drawing('title', {}, `${t('gate.step', { step: count(each.step) })} · ${figure(each.train_loss)} · ${each.run_id}`))));
  refill(byId('ancestors'), ...ancestors.map((each) => element('li', {}, element('div', { class: 'row' },
    each.bundle_id ? element('button', { class: 'link', 'data-act': 'ancestor', onclick: () => open(each.bundle_id), title: each.checkpoint_hash }, t('gate.step', { step: count(each.step) })) : element('span', { title: each.checkpoint_hash }, t('gate.step', { step: count(each.step) })),
    element('span', { class: 'faint', title: each.run_id }, short(each.run_id)),
    each.score === null ? '' : element('b', {}, figure(each.score, 4)),
    element('span', { class: 'end' }, ago(each.checkpointed_at))))));
}

function show() {
  byId('one').hidden = !one;
  if (!one) return;
  const { bundle, verdict } = one;
  byId('one-title').textContent = `${bundle.model_name} ${short(bundle.bundle_id)}`;
  refill(byId('one-note'), ...aliases(bundle.aliases), bundle.taint ? element('span', { class: 'tag bad' }, bundle.taint) : '');
  const serves = (bundle.aliases ?? []).includes('production');
  byId('one-restore').hidden = serves || !bundle.was_production;
  byId('one-promote').hidden = serves;
  byId('one-verdict').className = `said ${verdict?.passes ? 'good' : ''}`;
  byId('one-verdict').textContent = verdict ? `${t(verdict.passes ? 'models.passes' : 'models.refuses')} ${named('rule', verdict.rule)}${told(verdict)}` : '';
  refill(byId('chain'), ...chain());
  ancestry();
  refill(byId('one-evaluations'), ...(one.evaluations.length ? one.evaluations.map((each) => element('li', {}, element('div', { class: 'row' }, element('b', {}, figure(each.score, 4)), element('span', { class: 'faint' }, t('evaluations.on_set', { set: short(each.evaluation_set_hash) })), element('span', { class: 'end' }, ago(each.evaluated_at))))) : [element('li', { class: 'empty' }, t('evaluations.none'))]));
  refill(byId('one-decisions'), ...(one.decisions.length ? one.decisions.map((each) => element('li', {}, element('div', { class: 'row' }, element('span', { class: `tag ${KIND[each.decision] ?? ''}` }, named('decision', each.decision)), element('span', { class: 'soft' }, named('rule', each.rule)), element('span', { class: 'end' }, `${each.actor} · ${ago(each.decided_at)}`)), element('div', { class: 'faint' }, because(each)))) : [element('li', { class: 'empty' }, t('gate.none'))]));
}

const again = settled(() => { if (asked) read(`/api/models/${encodeURIComponent(asked)}`).then((found) => { if (asked === found.bundle.bundle_id) { one = found; show(); } }).catch(() => {}); }, 800);
['aliases', 'decisions', 'evaluations'].forEach((name) => on(name, again));
onLanguage(show);
const wanted = new URLSearchParams(location.search).get('model');
if (wanted) open(wanted);

// Where what serves comes from is shown without asking, once.
let looked = Boolean(wanted);
on('aliases', (list) => {
  const serving = list.find((each) => each.alias === 'production')?.bundle_id;
  if (looked || asked || !serving) return;
  looked = true;
  open(serving, true);
});
begin();
