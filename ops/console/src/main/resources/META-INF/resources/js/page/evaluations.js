// How good models are: the history of scores, asking for another one, the items of each.
import { begin } from '../shell.js';
import '../panel/header.js';
import { bars } from '../bars.js';
import { draw, onLight } from '../chart.js';
import { byId, element, empty, refill } from '../dom.js';
import { ago, count, figure, named, onLanguage, short, t } from '../language.js';
import { listing, read, settled } from '../listing.js';
import { on } from '../live.js';
import { tell } from '../orders.js';

const UNITS = [['seconds', 1000], ['minutes', 60000], ['hours', 3600000], ['days', 86400000]];
let minimum = null;
let history = [];
let one = null;
let run = null; // what was said last of evaluations under way

function chart() {
  const points = history.map((each) => ({ x: new Date(each.created_at).getTime(), y: each.avg_score })).reverse();
  const start = points[0]?.x ?? 0;
  const [unit, millis] = UNITS.findLast(([, size]) => (points.at(-1)?.x ?? 0) - start >= 2 * size) ?? UNITS[0];
  const passed = points.map((each) => ({ x: (each.x - start) / millis, y: each.y }));
  const limit = minimum === null || !passed.length ? [] : [{ label: t('evaluations.minimum'), hue: '--warn', dashed: true, points: [{ x: 0, y: minimum }, { x: Math.max(passed.at(-1).x, 1), y: minimum }] }];
  draw('history', [{ label: t('evaluations.score'), hue: '--series-1', dots: true, points: passed }, ...limit], { x: t(`evaluations.${unit}`), y: t('evaluations.score') });
}

function total() {
  byId('history-note').textContent = history.length ? t('evaluations.count', { count: count(history.length) }) : t('evaluations.none');
}

async function score() {
  history = await read('/api/evals?limit=200').then((said) => said.runs, () => history);
  total();
  chart();
}

listing({
  path: '/api/evals', key: 'runs', place: 'evaluations', none: 'evaluations.none', columns: 8, rows: 12, changes: ['evaluations'],
  row: (each) => element('tr', {},
    element('td', {}, element('a', { href: `/registry?model=${each.bundle_id}` }, each.model_tag ?? short(each.bundle_id)), ' ', element('code', { class: 'faint', title: each.bundle_id }, short(each.bundle_id))),
    element('td', { class: 'number', 'data-label': t('evaluations.score') }, element('span', { class: `tag ${minimum !== null && each.avg_score >= minimum ? 'good' : 'bad'}` }, figure(each.avg_score, 4))),
    element('td', { class: 'number', 'data-label': t('evaluations.bits') }, figure(each.bits_per_byte)),
    element('td', { class: 'number', 'data-label': t('evaluations.perplexity') }, figure(each.perplexity, 2)),
    element('td', { class: 'faint' }, (each.by_language ?? []).map((language) => `${language.language} ${figure(language.score, 3)}`).join(' · ')),
    element('td', {}, element('div', { class: 'tags' }, element('span', { class: `tag ${each.parity_passed ? 'good' : 'bad'}` }, t('evaluations.parity')), element('span', { class: `tag ${each.self_test_passed ? 'good' : 'bad'}` }, t('evaluations.self_test')))),
    element('td', { class: 'number faint' }, ago(each.created_at)),
    element('td', { class: 'number' }, element('button', { class: 'small', 'data-act': 'items', onclick: () => open(each), 'aria-label': `${t('evaluations.items')} ${short(each.bundle_id)}` }, t('evaluations.items')))),
});

listing({
  path: '/api/evals/examinations', key: 'examinations', place: 'examinations', none: 'examinations.none', columns: 6, rows: 8, changes: ['examinations'],
  row: (each) => element('tr', {},
    element('td', {}, each.model, ' ', element('code', { class: 'faint', title: each.checkpoint_hash }, short(each.checkpoint_hash))),
    element('td', { class: 'number', 'data-label': t('examinations.items') }, count(each.items)),
    element('td', { class: 'number', 'data-label': t('examinations.accuracy') }, figure(each.accuracy_by_byte, 3)),
    element('td', { class: 'number', 'data-label': t('examinations.chance') }, figure(each.chance, 3)),
    element('td', { class: 'faint' }, Object.entries(each.tasks ?? {}).filter(([name]) => !name.endsWith('.chance') && name !== 'average').map(([name, share]) => `${name} ${figure(share, 3)}`).join(' · ')),
    element('td', { class: 'number faint' }, ago(each.created_at))),
});

const asked = listing({
  path: '/api/evals/items', key: 'items', place: 'one-items', form: 'one-items-filter', none: 'items.none', rows: 20,
  more: () => ({ evaluation: one?.id ?? 'none' }),
  row: (each) => element('li', {}, element('div', { class: 'row' },
    element('span', { class: `tag ${each.correct ? 'good' : 'bad'}` }, t(each.correct ? 'items.right' : 'items.wrong')),
    element('code', {}, each.id),
    each.too_long ? element('span', { class: 'soft' }, t('items.too_long')) : '')),
});

function open(each) {
  one = each;
  items();
  asked.load();
  byId('one').scrollIntoView({ block: 'nearest' });
}

function items() {
  byId('one').hidden = !one;
  if (!one) return;
  byId('one-title').textContent = `${one.model_tag ?? ''} ${short(one.bundle_id)}`;
  byId('one-note').textContent = t('evaluations.set', { set: short(one.evaluation_set_hash), documents: count(one.evaluation_documents), by: one.requested_by });
  const tasks = Object.entries(one.tasks ?? {});
  refill(byId('one-tasks'), ...(tasks.length ? bars(tasks.map(([label, total]) => ({ label, total, words: figure(total, 3), fine: true }))) : [empty(t('evaluations.no_tasks'))]));
  const languages = one.by_language ?? [];
  refill(byId('one-languages'), ...(languages.length ? bars(languages.map((each) => ({ label: each.language, total: each.score, words: t('evaluations.language', { score: figure(each.score, 4), documents: count(each.documents) }), fine: true }))) : [empty(t('nothing'))]));
}

async function status() {
  run = await read('/api/evals/status').catch(() => run);
  runs();
}

function runs() {
  if (!run) return;
  const said = run;
  byId('run-note').textContent = t(said.status === 'running' ? 'evaluations.running' : 'evaluations.idle');
  refill(byId('jobs'), ...said.jobs.map((each) => element('li', {}, element('div', { class: 'row' }, element('code', {}, short(each.job_id)), element('span', { class: `tag ${each.outcome === 'FAILED' ? 'bad' : each.outcome ? 'good' : 'accent'}` }, each.outcome ? named('runs', each.outcome.toLowerCase()) : named('phase', each.phase ?? 'waiting')), element('span', { class: 'soft' }, each.last_error ?? each.last_output ?? ''), element('span', { class: 'end' }, ago(each.finished_at ?? each.requested_at))))));
}

async function bundles() {
  const said = await read('/api/models?limit=100').catch(() => ({ models: [] }));
  byId('run-bundle').append(...said.models.map((each) => element('option', { value: each.id }, `${each.model_tag} · ${t('gate.step', { step: count(each.step) })} · ${short(each.id)}`)));
}

byId('run-form').onsubmit = async (event) => {
  event.preventDefault();
  const bundle = byId('run-bundle').value;
  await tell(byId('run-said'), '/api/evals/run', bundle ? { bundle_id: bundle } : {}, (said) => t(said.status === 'busy' ? 'evaluations.busy' : 'evaluations.asked'));
  status();
};
byId('one-close').onclick = () => { one = null; items(); };
read('/api/runtime-config').then((config) => { minimum = config.promotion_min_score; chart(); }).catch(() => {});
on('evaluations', settled(score));
on('job', settled(status, 1000));
onLanguage(() => { total(); chart(); items(); runs(); });
onLight(chart);
score();
status();
bundles();
begin();
