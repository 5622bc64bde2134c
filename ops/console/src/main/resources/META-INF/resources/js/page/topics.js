// The log itself: what each topic holds, its records decoded, and the letters that nobody could read.
import { begin } from '../shell.js';
import '../panel/header.js';
import { byId, element, refill } from '../dom.js';
import { ago, bytes, count, onLanguage, t } from '../language.js';
import { listing, read } from '../listing.js';
import { on, section } from '../live.js';
import { tell } from '../orders.js';

const form = byId('records-form');
const asked = new URLSearchParams(location.search);
let found = null;
let state = null;
let looks = 0;

on('topics', (list) => {
  byId('topics-note').textContent = list.length ? t('topics.note', { count: list.length }) : '';
  refill(byId('topics'), ...list.map((each) => element('tr', {},
    element('td', {}, element('button', { class: 'link', 'data-act': 'topic', title: each.about, onclick: () => choose(each.name) }, each.name), element('span', { class: 'faint' }, ` ${each.event} · ${each.partitions}`)),
    element('td', { class: 'number', 'data-label': t('topics.records') }, count(each.records)),
    element('td', { class: `number${each.dead_letters ? '' : ' wide'}`, 'data-label': t('topics.dead') }, each.dead_letters ? element('button', { class: 'link', 'data-act': 'dead', onclick: () => choose(`${each.name}.dead`) }, count(each.dead_letters)) : '–'))));
  names(list);
});

function names(list) {
  const field = byId('records-topic');
  const all = list.flatMap((each) => (each.dead_letters ? [each.name, `${each.name}.dead`] : [each.name]));
  if (all.join() === field.dataset.names) return;
  const chosen = field.value || asked.get('topic');
  field.dataset.names = all.join();
  field.replaceChildren(...all.map((each) => element('option', { value: each }, each)));
  if (all.includes(chosen)) field.value = chosen;
  if (!found) look();
}

function choose(name) {
  form.reset();
  byId('records-topic').value = name;
  look();
  byId('records-title').scrollIntoView({ block: 'nearest' });
}

async function look() {
  const { topic, partition, before, until, key } = Object.fromEntries(new FormData(form));
  if (!topic) return;
  window.history.replaceState(null, '', `?topic=${encodeURIComponent(topic)}`);
  const wanted = new URLSearchParams(Object.entries({ partition, before, until: until === '' ? '' : new Date(until).toISOString(), key, limit: 20 }).filter(([, value]) => value !== ''));
  const mine = ++looks; // of two questions the later one's answer is shown, whichever comes first
  const place = `/api/topics/${encodeURIComponent(topic)}`;
  byId('records-said').textContent = '';
  try {
    const [records, now] = await Promise.all([read(`${place}/records?${wanted}`), read(place)]);
    if (mine !== looks) return;
    found = records;
    state = now;
  } catch (error) {
    byId('records-said').className = 'said bad';
    byId('records-said').textContent = error.message;
  }
  show();
}

function record(each) {
  const headers = Object.entries(each.headers);
  return element('details', { 'data-place': `${each.partition}@${each.offset}` },
    element('summary', {}, element('span', { class: 'row' }, element('code', {}, `${each.partition}@${each.offset}`), element('code', { class: 'one-line key' }, each.key ?? ''), element('span', { class: 'end' }, `${bytes(each.bytes)} · ${ago(each.at)}`))),
    headers.length ? element('dl', { class: 'facts' }, headers.flatMap(([name, value]) => [element('dt', {}, name), element('dd', {}, value ?? '')])) : '',
    element('pre', { class: 'text code' }, JSON.stringify(each.event ?? each.raw ?? null, null, 2)));
}

function show() {
  if (!found || !state) return;
  const open = new Set([...byId('records').querySelectorAll('details[open]')].map((each) => each.dataset.place));
  byId('records-note').textContent = `${state.topic}${found.complete ? '' : ` · ${t('records.incomplete')}`}`;
  const field = byId('records-partition');
  const chosen = field.value;
  field.replaceChildren(field.options[0], ...state.partitions.map((each) => element('option', { value: each.partition }, `${each.partition}: ${each.start}–${each.end}`)));
  field.value = chosen;
  refill(byId('groups'), ...state.groups.map((each) => element('span', { class: `tag ${each.lag > 1000 ? 'warn' : 'good'}` }, t('records.group', { group: each.group, lag: count(each.lag) }))));
  refill(byId('records'), ...(found.records.length ? found.records.map(record) : [element('p', { class: 'empty' }, t('records.none'))]));
  for (const each of byId('records').querySelectorAll('details')) each.open = open.has(each.dataset.place);
}

form.onsubmit = (event) => { event.preventDefault(); look(); };
byId('records-topic').onchange = () => { form.elements.partition.value = ''; form.elements.before.value = ''; look(); };

function replay(each) {
  tell(byId('dead-said'), '/api/dead-letters/replay', { topic: each.topic, partition: each.partition_no, offset: each.offset_no }, (said) => t('dead.replayed', { topic: said.topic }));
}

listing({
  path: '/api/dead-letters', key: 'dead_letters', place: 'dead', form: 'dead-filter', none: 'dead.none', columns: 6, rows: 12, changes: ['dead'],
  onAnswer: (answer) => {
    byId('dead-note').textContent = answer.topics.map((each) => `${each.topic} ${count(each.total)}`).join(' · ');
    const field = byId('dead-topic');
    const chosen = field.value;
    field.replaceChildren(field.options[0], ...answer.topics.map((each) => element('option', { value: each.topic }, each.topic)));
    field.value = chosen;
  },
  row: (each) => element('tr', {},
    element('td', {}, element('code', {}, `${each.topic} ${each.partition_no}@${each.offset_no}`)),
    element('td', {}, element('b', {}, each.error), element('div', { class: 'soft' }, each.message)),
    element('td', { class: 'faint wide' }, each.reader),
    element('td', { class: 'number', 'data-label': t('dead.bytes') }, count(each.bytes)),
    element('td', { class: 'number faint' }, ago(each.kept_at)),
    element('td', { class: 'number' }, element('button', { class: 'small', 'data-act': 'replay', onclick: () => replay(each), 'aria-label': `${t('dead.replay')} ${each.topic} ${each.partition_no}@${each.offset_no}` }, t('dead.replay')))),
});
onLanguage(() => { show(); if (section('topics')) names(section('topics')); });
begin();
