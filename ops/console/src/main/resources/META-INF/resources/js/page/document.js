// One document: its text, the bytes it was made of, what was decided, who learned from it, and
// taking it out again.
import { begin } from '../shell.js';
import '../panel/header.js';
import { askReason } from '../ask.js';
import { byId, element, outLink, refill } from '../dom.js';
import { ago, bytes, count, figure, named, onLanguage, short, t } from '../language.js';
import { listing, read, settled } from '../listing.js';
import { on } from '../live.js';
import { measured } from '../measures.js';
import { tell } from '../orders.js';

let story = null;
let asked = '';

listing({
  path: '/api/documents', key: 'documents', place: 'find', form: 'find-filter', none: 'documents.none', rows: 12,
  row: (each) => element('li', {},
    element('div', { class: 'row' }, element('button', { class: 'link', 'data-act': 'open', onclick: () => open(each.document_id) }, each.title || each.url), each.withdrawn ? element('span', { class: 'tag bad' }, t('document.withdrawn')) : ''),
    element('div', { class: 'row faint' }, `${each.domain} · ${each.language} · ${t('documents.characters', { count: count(each.characters) })} · ${t('documents.quality', { quality: figure(each.quality, 2) })}`, element('span', { class: 'end' }, ago(each.accepted_at)))),
});

async function open(target) {
  asked = target;
  history.replaceState(null, '', `?target=${encodeURIComponent(target)}`);
  byId('one-said').textContent = '';
  try {
    const found = await read(`/api/lineage?target=${encodeURIComponent(target)}`);
    if (asked !== target) return;
    story = found;
  } catch (error) {
    story = null;
    byId('one-said').className = 'said bad';
    byId('one-said').textContent = error.message;
  }
  show();
  texts();
  if (innerWidth < 1100) byId('one-title').scrollIntoView({ block: 'start' });
}

const newest = () => story?.versions.at(-1) ?? null;

function facts() {
  const version = newest();
  const last = story.rejections[0];
  const url = version?.url ?? last?.url ?? '';
  return [
    ['document.address', outLink(url, url)],
    ['document.id', element('code', {}, story.document_id)],
    ...(version ? [
      ['document.source', `${version.source_id} · ${version.source_type} · ${version.domain}`],
      ['document.language', version.language],
      ['document.licence', version.licence],
      ['document.measures', t('document.measured', { quality: figure(version.quality, 3), weight: figure(version.weight, 3), characters: count(version.characters), bytes: bytes(version.utf8_bytes) })],
      ['document.split', named('split', version.split)],
      ['document.fetched', ago(version.fetched_at)],
      ['document.place', element('code', {}, `corpus.accepted ${version.partition_no}@${version.offset_no} ← crawl.documents ${version.raw_partition}@${version.raw_offset}`)],
      ['document.datasets', tags(version.datasets.map((each) => `#${each.number}`))],
      ['document.models', version.bundles.length ? element('div', { class: 'tags' }, version.bundles.map((each) => element('a', { class: 'tag accent', href: `/registry?model=${each}` }, short(each)))) : t('document.no_models')],
      ['document.checkpoints', tags(version.checkpoints.map((each) => `${short(each.checkpoint_hash)} · ${t('gate.step', { step: count(each.step) })}`))],
    ] : []),
  ].flatMap(([key, value]) => [element('dt', {}, t(key)), element('dd', {}, value)]);
}

const tags = (list) => (list.length ? element('div', { class: 'tags' }, list.slice(-30).map((each) => element('span', { class: 'tag' }, each))) : t('document.none'));

function verdicts() {
  const accepted = story.versions.map((each) => ({ at: each.accepted_at, line: [element('span', { class: 'tag good' }, t('stage.accepted')), element('code', { title: each.version }, short(each.version)), each.withdrawn.map((reason) => element('span', { class: 'tag bad' }, named('withdrawn', reason)))] }));
  const rejected = story.rejections.map((each) => ({ at: each.rejected_at, line: [element('span', { class: 'tag bad', title: each.reason }, named('reason', each.reason)), element('span', { class: 'soft' }, measured(each)), element('span', { class: 'faint' }, each.detail ?? '')] }));
  const registered = story.register.map((each) => ({ at: each.registered_at, line: [element('span', { class: `tag ${each.in_force ? 'bad' : 'good'}` }, t(each.in_force ? 'document.taken' : 'document.returned')), element('span', {}, named('withdrawn', each.reason)), element('code', {}, short(each.version))] }));
  return [...accepted, ...rejected, ...registered].sort((a, b) => (a.at < b.at ? 1 : -1)).map((each) => element('li', {}, element('div', { class: 'row' }, ...each.line, element('span', { class: 'end' }, ago(each.at)))));
}

function show() {
  byId('one-empty').hidden = story !== null;
  byId('one').hidden = story === null;
  byId('retract').hidden = story === null;
  refill(byId('one-verdicts'));
  if (!story) { byId('one-texts').hidden = true; return; }
  byId('one-note').textContent = newest()?.title ?? '';
  byId('retract').textContent = t(taken() ? 'document.lift' : 'document.retract');
  refill(byId('one-facts'), ...facts());
  refill(byId('one-verdicts'), element('h3', {}, t('document.verdicts')), element('ul', { class: 'list' }, verdicts()));
}

const taken = () => newest()?.withdrawn.includes('TAKEDOWN') ?? false;

async function texts() {
  const version = newest();
  byId('one-texts').hidden = !version;
  byId('raw-note').textContent = '';
  if (!version) return;
  const fill = (id, said) => { if (newest()?.version === version.version) byId(id).textContent = said; }; // or another was opened meanwhile
  const at = `/api/documents/${version.version}`;
  fill('one-text', '…');
  fill('raw-text', '…');
  await Promise.all([
    read(`${at}/text`).then((said) => fill('one-text', said.text), (error) => fill('one-text', error.message)),
    read(`${at}/raw`).then((said) => {
      const consent = Object.entries(said.consent).map(([name, value]) => `${name}: ${value}`);
      fill('raw-note', [said.content_type, bytes(said.bytes), ...consent].join(' · '));
      fill('raw-text', said.body);
    }, (error) => fill('raw-text', error.message)),
  ]);
}

byId('trace-form').onsubmit = (event) => { event.preventDefault(); open(event.target.elements.target.value.trim()); };
byId('retract').onclick = async () => {
  const lift = taken();
  const asking = await askReason({ title: t(lift ? 'document.lift' : 'document.retract'), why: t(lift ? 'document.lift.why' : 'document.retract.why') });
  if (!asking) return;
  await tell(byId('one-said'), '/api/takedowns', { target_kind: 'DOCUMENT', target: story.document_id, in_force: !lift, reason: asking.reason }, () => t(lift ? 'document.lifted' : 'document.retracted'));
};
// The register moved: what is shown may have been withdrawn or allowed again.
on('retracted', settled(async () => {
  if (!story) return;
  const target = asked;
  const found = await read(`/api/lineage?target=${encodeURIComponent(target)}`).catch(() => null);
  if (!found || asked !== target) return;
  story = found;
  show();
}, 3000));
onLanguage(show);
const wanted = new URLSearchParams(location.search).get('target');
if (wanted) open(wanted);
begin();
