// How training goes: runs beside each other, their curves, the checkpoints that they left.
import { begin } from '../shell.js';
import '../panel/header.js';
import { draw, HUES, onLight } from '../chart.js';
import { byId, element, refill } from '../dom.js';
import { ago, count, figure, named, onLanguage, short, t } from '../language.js';
import { listing, read, settled } from '../listing.js';
import { on } from '../live.js';

const MOST = 6;
const OUTCOME = { SUCCEEDED: 'good', FAILED: 'bad', CANCELLED: 'warn', ROLLED_BACK: 'warn' };
let chosen = new URLSearchParams(location.search).getAll('run');
let curves = {};
let looked = false; // the newest run is shown by itself once, and then what is ticked

function choose(id, wanted) {
  chosen = chosen.filter((each) => each !== id);
  if (wanted) chosen = [...chosen, id].slice(-MOST);
  history.replaceState(null, '', chosen.length ? `?${chosen.map((each) => `run=${encodeURIComponent(each)}`).join('&')}` : location.pathname);
  load();
}

function row(each) {
  const metrics = each.metrics ?? {};
  const tick = element('input', { type: 'checkbox', 'aria-label': t('runs.compare', { run: each.job_id }), onchange: (event) => choose(each.job_id, event.target.checked) });
  tick.checked = chosen.includes(each.job_id);
  return element('tr', {},
    element('td', {}, tick),
    element('td', {}, element('code', { title: each.job_id }, short(each.job_id)), element('span', { class: 'faint' }, ` ${each.message ?? ''} ${each.node_id ?? ''}`), each.error ? element('div', { class: 'said bad' }, each.error) : ''),
    element('td', {}, element('span', { class: `tag ${each.outcome ? OUTCOME[each.outcome] ?? '' : 'accent'}` }, each.outcome ? named('runs', each.outcome.toLowerCase()) : named('phase', each.phase ?? 'waiting'))),
    element('td', { class: 'number', 'data-label': t('curve.step') }, count(each.step), each.total_steps ? element('span', { class: 'faint' }, ` / ${count(each.total_steps)}`) : '', metrics.epoch === undefined ? '' : element('div', { class: 'faint' }, `${t('curve.epoch')} ${figure(metrics.epoch, 2)}`)),
    element('td', { class: 'number', 'data-label': t('curve.train') }, figure(metrics.loss)),
    element('td', { class: 'number', 'data-label': t('curve.best') }, figure(each.best_validation_loss)),
    element('td', { class: 'number', 'data-label': t('curve.speed') }, metrics.tokensPerSecond ? `${count(metrics.tokensPerSecond)}/s` : '–'),
    element('td', { class: 'number faint' }, ago(each.finished_at ?? each.progressed_at ?? each.requested_at)));
}

const list = listing({
  path: '/api/training/runs', key: 'runs', place: 'runs', form: 'runs-filter', none: 'curve.none', columns: 8, rows: 10, changes: ['job'], row,
  onAnswer: (answer) => {
    const first = answer.runs.find((each) => each.points > 0);
    if (!looked && chosen.length === 0 && first) { looked = true; chosen = [first.job_id]; list.load(); load(); }
  },
});

listing({
  path: '/api/training/checkpoints', key: 'checkpoints', place: 'checkpoints', none: 'checkpoints.none', columns: 8, rows: 10, changes: ['checkpoints'],
  row: (each) => element('tr', {},
    element('td', {}, element('code', { title: each.checkpoint_hash }, short(each.checkpoint_hash)), element('span', { class: 'faint' }, ` ${short(each.run_id)}`)),
    element('td', { class: 'number', 'data-label': t('curve.step') }, count(each.step)),
    element('td', { class: 'number', 'data-label': t('checkpoints.tokens') }, count(each.tokens_seen)),
    element('td', { class: 'number', 'data-label': t('curve.train') }, figure(each.train_loss)),
    element('td', { class: 'number', 'data-label': t('curve.validation') }, figure(each.validation_loss)),
    element('td', {}, element('div', { class: 'tags' }, (each.journal ?? []).slice(-3).map((entry) => element('span', { class: 'tag', title: entry.datasetId }, `${short(entry.datasetId)} ≥ ${count(entry.firstStep)}`)))),
    element('td', {}, element('div', { class: 'tags' }, (each.bundles ?? []).map((bundle) => element('a', { class: 'tag accent', href: `/registry?model=${bundle}` }, short(bundle))))),
    element('td', { class: 'number faint' }, ago(each.checkpointed_at))),
});

function lines(field, { dashed = false, suffix = '' } = {}) {
  const over = byId('over').value;
  return chosen.map((id, place) => ({
    label: `${short(id)}${suffix}`, hue: HUES[place % HUES.length], dashed,
    points: (curves[id] ?? []).filter((each) => each[field] !== null && each[over] !== null).map((each) => ({ x: each[over], y: each[field] })),
  })).filter((each) => each.points.length);
}

function show() {
  const none = chosen.every((id) => !(curves[id] ?? []).length);
  byId('curves-empty').hidden = !none;
  byId('curves-note').textContent = t('curves.note', { count: chosen.length });
  const x = t(byId('over').value === 'step' ? 'curve.step' : `curves.${byId('over').value}`);
  draw('chart-loss', [...lines('loss', { suffix: ` ${t('curve.train')}` }), ...lines('validation_loss', { dashed: true, suffix: ` ${t('curve.validation')}` })], { x });
  draw('chart-rate', lines('learning_rate'), { x });
  draw('chart-speed', lines('tokens_per_second'), { x });
  draw('chart-norm', lines('gradient_norm'), { x });
}

async function load() {
  if (chosen.length) {
    const wanted = chosen.map((each) => `job=${encodeURIComponent(each)}`).join('&');
    curves = await read(`/api/training/curves?${wanted}`).then((said) => said.curves, () => curves);
  } else {
    curves = {};
  }
  show();
}

let config = {};

function profile() {
  refill(byId('profile'), ...Object.entries(config.auto_profile ?? {}).flatMap(([name, value]) => [element('dt', {}, named('profile', name)), element('dd', {}, typeof value === 'number' ? count(value) : String(value))]));
}

byId('over').onchange = show;
on('job', settled(load, 2000));
onLanguage(() => { show(); profile(); });
onLight(show);
load();
read('/api/runtime-config').then((said) => { config = said; profile(); }, () => {});
begin();
