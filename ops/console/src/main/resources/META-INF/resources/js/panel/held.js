import { bars } from '../bars.js';
import { byId, element, empty, refill } from '../dom.js';
import { bytes, count, onLanguage, t } from '../language.js';
import { read, settled } from '../listing.js';
import { on } from '../live.js';

let corpus = null;

const amounts = (rows, label) => (rows.length ? bars(rows.slice(0, 8).map((each) => ({ label: label(each), total: each.utf8_bytes, words: `${count(each.total)} · ${bytes(each.utf8_bytes)}`, fine: true }))) : [empty(t('nothing'))]);

function show() {
  if (!corpus) return;
  const near = corpus.withdrawn.find((each) => each.reason === 'NEAR_DUPLICATE')?.total ?? 0;
  refill(byId('held'), ...[
    ['held.documents', count(corpus.held.documents)],
    ['held.characters', count(corpus.held.characters)],
    ['held.bytes', bytes(corpus.held.utf8_bytes)],
    ['held.withdrawn', count(corpus.withdrawn_documents)],
    ['held.accepted', count(corpus.accepted.documents)],
    ['held.exact', count(corpus.exact_duplicates)],
    ['held.near', count(near)],
  ].map(([key, value]) => element('div', {}, element('dt', {}, t(key)), element('dd', {}, value))));
  refill(byId('held-languages'), ...amounts(corpus.languages, (each) => each.language));
  refill(byId('held-sources'), ...amounts(corpus.sources, (each) => `${each.source_id}${each.licence && each.licence !== 'unknown' ? ` (${each.licence})` : ''}`));
  refill(byId('held-domains'), ...amounts(corpus.domains, (each) => each.domain));
}

async function load() {
  corpus = await read('/api/corpus').catch(() => corpus);
  show();
}

on('languages', settled(load, 2000));
onLanguage(show);
load();
