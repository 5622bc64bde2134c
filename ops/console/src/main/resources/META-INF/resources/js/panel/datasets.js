import { bars } from '../bars.js';
import { byId, element, empty, refill } from '../dom.js';
import { ago, bytes, count, named, onLanguage, t } from '../language.js';
import { listing, read } from '../listing.js';

const PARTS = ['source_breakdown', 'by_domain', 'by_language', 'by_licence', 'withdrawn', 'rejected'];
const NAMES = { withdrawn: 'withdrawn', rejected: 'reason' };
let compared = null;

const list = listing({
  path: '/api/datasets', key: 'datasets', place: 'datasets', none: 'datasets.none', rows: 6, changes: ['datasets'],
  row: (each) => element('li', {},
    element('div', { class: 'row' },
      element('span', { class: 'name' }, `#${each.number}`),
      element('span', {}, t('datasets.documents', { count: count(each.total_docs) })),
      element('span', { class: 'soft' }, bytes(each.utf8_bytes)),
      element('span', { class: 'tag' }, named('cause', each.cause)),
      element('button', { class: 'small', 'data-act': 'compare', onclick: () => compare(each.dataset_tag, ''), 'aria-label': `${t('datasets.compare')} #${each.number}` }, t('datasets.compare')),
      element('span', { class: 'end' }, ago(each.created_at))),
    element('div', { class: 'faint' },
      Object.entries(each.by_language ?? {}).sort((a, b) => b[1] - a[1]).slice(0, 4).map(([code, number]) => `${code} ${count(number)}`).join(' · '),
      Object.keys(each.withdrawn ?? {}).length ? ` — ${t('datasets.withdrawn', { count: count(Object.values(each.withdrawn).reduce((a, b) => a + b, 0)) })}` : '',
      each.train_tokens ? ` — ${t('datasets.tokens', { train: count(each.train_tokens), held: count(each.val_tokens ?? 0) })}` : '',
      each.filtered_docs || each.duplicate_docs ? ` — ${t('datasets.refused', { filtered: count(each.filtered_docs), duplicates: count(each.duplicate_docs) })}` : '',
      each.masked_paragraphs ? ` — ${t('datasets.masked', { count: count(each.masked_paragraphs), bytes: bytes(each.masked_utf8_bytes) })}` : ''),
    element('code', { class: 'faint one-line', title: each.content_hash }, each.dataset_tag)),
});

// Against a version, or its parent, or the one listed below it.
async function compare(tag, from) {
  const known = list.answer()?.datasets ?? [];
  const place = known.findIndex((each) => each.dataset_tag === tag);
  const base = from || known[place]?.parent_id || known[place + 1]?.dataset_tag || tag;
  compared = await read(`/api/datasets/${encodeURIComponent(tag)}/difference?from=${encodeURIComponent(base)}`).catch(() => null);
  const field = byId('difference-from');
  field.replaceChildren(...known.map((each) => element('option', { value: each.dataset_tag }, `#${each.number}`)));
  if (!known.some((each) => each.dataset_tag === base)) field.append(element('option', { value: base }, base));
  field.value = base;
  show();
  byId('difference').scrollIntoView({ block: 'nearest' });
}

const signed = (value, words) => `${value > 0 ? '+' : value < 0 ? '−' : '±'}${words(Math.abs(value))}`;

function show() {
  byId('difference').hidden = !compared;
  if (!compared) return;
  const { from, to, difference } = compared;
  byId('difference-title').textContent = t('difference.title', { from: from.number, to: to.number });
  byId('difference-note').textContent = t(difference.same_content_hash ? 'difference.same' : difference.same_configuration_hash ? 'difference.filters_same' : 'difference.filters_changed');
  refill(byId('difference-sums'), ...Object.entries(difference.sums).map(([name, each]) => {
    const words = name.endsWith('utf8_bytes') ? bytes : count;
    return element('div', {}, element('dt', {}, t(`difference.${name}`)), element('dd', {}, signed(each.change, words)), element('span', { class: 'faint' }, `${words(each.from)} → ${words(each.to)}`));
  }));
  refill(byId('difference-parts'), ...PARTS.map((part) => element('div', {}, element('h3', {}, t(`difference.${part}`)),
    difference[part].length ? element('div', { class: 'bars' }, bars(difference[part].slice(0, 10).map((each) => ({ label: NAMES[part] ? named(NAMES[part], each.name) : each.name, total: Math.abs(each.change), words: `${signed(each.change, count)} (${count(each.from)} → ${count(each.to)})`, fine: (each.change > 0) !== (part === 'rejected') })))) : empty(t('difference.none')))));
}

byId('difference-from').onchange = (event) => compare(compared.to.dataset_tag, event.target.value);
byId('difference-close').onclick = () => { compared = null; show(); };
onLanguage(show);
