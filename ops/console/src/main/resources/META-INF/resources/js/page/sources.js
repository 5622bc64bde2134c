// Where text comes from: declare a source, see its pages arrive, what came of them, what failed.
import { begin } from '../shell.js';
import '../panel/header.js';
import { bars } from '../bars.js';
import { byId, element, empty, outLink, refill } from '../dom.js';
import { ago, bytes, count, figure, named, onLanguage, t } from '../language.js';
import { listing, read, settled } from '../listing.js';
import { on } from '../live.js';
import { tell } from '../orders.js';

const said = byId('source-said');
const form = byId('source-form');

// What an address of each kind looks like.
const PLACE = {
  web: 'https://example.org/', docs: 'https://docs.example.org/', sitemap: 'https://example.org/sitemap.xml', feed: 'https://example.org/feed.xml', news: 'https://news.example.org/rss',
  hackernews: 'https://hacker-news.firebaseio.com/v0/', arxiv: 'https://export.arxiv.org/api/query?search_query=cat:cs.CL', wikipedia: 'https://ja.wikipedia.org/w/api.php',
  warc: 'crawl.warc.gz', git: 'https://example.org/owner/name#branch', discovery: 'https://search.example.org/search', file: 'folder/notes.md',
};

function hint() {
  form.elements.address.placeholder = PLACE[form.elements.kind.value];
  byId('source-hint').textContent = t(`hint.${form.elements.kind.value}`);
}
form.elements.kind.onchange = hint;
form.onreset = () => setTimeout(hint);
let open = null;
let awaited = null; // just declared: shown when its event has come round

form.onsubmit = async (event) => {
  event.preventDefault();
  const { address, kind, licence, weight, schedule, max_pages, local_allowed } = event.target.elements;
  const number = (field) => (field.value === '' ? null : Number(field.value));
  const done = await tell(said, '/api/sources',
    { kind: kind.value, address: address.value.trim(), licence: licence.value.trim() || null, weight: number(weight), schedule: schedule.value.trim() || null, max_pages: number(max_pages), local_allowed: local_allowed.checked },
    (answer) => t('sources.added', { id: answer.source_id }));
  if (done) { event.target.reset(); awaited = done.source_id; }
};

function pause(source) {
  const act = source.active ? 'pause' : 'resume';
  tell(said, `/api/sources/${encodeURIComponent(source.source_id)}/${act}`, {}, () => t(source.active ? 'sources.is_paused' : 'sources.goes_on', { id: source.source_id }));
}

const share = (part, whole) => (whole ? `${figure((100 * part) / whole, 0)} %` : '–');

listing({
  path: '/api/sources', key: 'sources', place: 'sources', form: 'sources-filter', none: 'sources.none', columns: 7, changes: ['sources'],
  onAnswer: (answer) => {
    byId('sources-note').textContent = t('sources.note', { count: count(answer.total) });
    if (answer.sources.some((each) => each.source_id === awaited)) { show(awaited); awaited = null; }
  },
  row: (each) => element('tr', {},
    element('td', {}, element('div', { class: 'row' }, element('button', { class: 'link', 'data-act': 'open', onclick: () => show(each.source_id) }, each.source_id), element('span', { class: 'tag' }, named('kind', each.kind)), each.active ? '' : element('span', { class: 'tag warn' }, t('sources.paused')), each.licence === 'unknown' ? '' : element('span', { class: 'tag' }, each.licence)),
      element('span', { class: 'faint' }, outLink(each.address, each.address), ' · ', ago(each.last_at ?? each.declared_at))),
    element('td', { class: 'number', 'data-label': t('sources.fetched') }, count(each.fetched)),
    element('td', { class: 'number', 'data-label': t('sources.accepted') }, count(each.accepted)),
    element('td', { class: 'number', 'data-label': t('sources.yield') }, share(each.accepted, each.fetched)),
    element('td', { class: 'number', 'data-label': t('sources.failed') }, each.failed ? element('span', { class: 'tag warn' }, count(each.failed)) : '0'),
    element('td', { class: 'number', 'data-label': t('sources.size') }, bytes(each.utf8_bytes)),
    element('td', { class: 'number' }, element('button', { class: 'small', 'data-act': each.active ? 'pause' : 'resume', onclick: () => pause(each), 'aria-label': `${t(each.active ? 'sources.pause' : 'sources.resume')} ${each.source_id}` }, t(each.active ? 'sources.pause' : 'sources.resume')))),
});

const amounts = (rows, label, fine) => (rows.length ? bars(rows.map((each) => ({ label: label(each), title: each.outcome ?? each.reason ?? each.language, total: each.total, fine: fine?.(each), words: each.utf8_bytes ? `${count(each.total)} · ${bytes(each.utf8_bytes)}` : undefined }))) : [empty(t('nothing'))]);

function fetched(each) {
  const good = ['FETCHED', 'NOT_MODIFIED', 'REDIRECTED'].includes(each.outcome);
  return element('li', {},
    element('div', { class: 'row' }, element('span', { class: `tag ${good ? 'good' : 'bad'}` }, named('fetch', each.outcome)), each.http_status ? element('code', {}, each.http_status) : '', outLink(each.url, each.url), element('span', { class: 'end' }, bytes(each.bytes), ' · ', ago(each.ended_at))),
    each.detail ? element('div', { class: 'soft' }, each.detail) : '');
}

async function refresh() {
  if (open === null) return;
  const wanted = open;
  let one;
  try {
    one = await read(`/api/sources/${encodeURIComponent(wanted)}`);
  } catch { return; } // unknown: the next change of the list asks again
  if (wanted !== open) return;
  byId('one').hidden = false;
  byId('one-title').textContent = one.source.source_id;
  byId('one-note').textContent = [t('sources.attempts', { count: count(one.source.attempts) }), one.source.schedule, one.source.max_pages ? t('sources.at_most', { count: count(one.source.max_pages) }) : null, one.source.actor].filter(Boolean).join(' · ');
  refill(byId('one-outcomes'), ...amounts(one.outcomes, (each) => named('fetch', each.outcome), (each) => each.outcome === 'FETCHED'));
  refill(byId('one-rejections'), ...amounts(one.rejections, (each) => named('reason', each.reason)));
  refill(byId('one-languages'), ...amounts(one.languages, (each) => each.language, () => true));
  refill(byId('one-fetches'), ...(one.fetches.length ? one.fetches.map(fetched) : [element('li', { class: 'empty' }, t('sources.none_arrived'))]));
}

function show(id) {
  open = id;
  history.replaceState(null, '', `?source=${encodeURIComponent(id)}`);
  refresh().then(() => byId('one').scrollIntoView({ block: 'nearest' }));
}

byId('one-close').onclick = () => {
  open = null;
  byId('one').hidden = true;
  history.replaceState(null, '', location.pathname);
};
on('sources', settled(refresh));
onLanguage(refresh);
onLanguage(hint);
open = new URLSearchParams(location.search).get('source');
refresh();
begin();
