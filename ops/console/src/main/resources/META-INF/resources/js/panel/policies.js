import { byId, element, refill } from '../dom.js';
import { ago, bytes, count, figure, onLanguage, short, t } from '../language.js';
import { listing } from '../listing.js';
import { on } from '../live.js';
import { order, tell } from '../orders.js';

const said = byId('policy-said');
const form = byId('policy-form');
const save = (policy) => tell(said, '/api/policies', policy, () => t(policy.removed ? 'policies.removed' : policy.allow_training ? 'policies.allowed' : 'policies.forbidden', { domain: policy.domain_pattern }));
let effect = null;

function written() {
  const { domain_pattern, source_type, allow, base_weight, license_tag, notes } = form.elements;
  return { domain_pattern: domain_pattern.value.trim(), source_type: source_type.value, allow_training: allow.value === 'yes', base_weight: base_weight.value === '' ? null : Number(base_weight.value), license_tag: license_tag.value.trim() || null, notes: notes.value.trim() || null };
}

form.onsubmit = async (event) => {
  event.preventDefault();
  if (await save(written())) { form.reset(); effect = null; told(); }
};
form.oninput = () => { effect = null; told(); };

byId('policy-preview').onclick = () => { if (form.reportValidity()) preview(written()); };

async function preview(policy) {
  try {
    effect = await order('/api/policies/preview', policy);
    said.textContent = '';
  } catch (error) {
    effect = null;
    said.className = 'said bad';
    said.textContent = error.message;
  }
  told();
}

// What the order would touch, in the corpus, the datasets and the models.
function told() {
  if (!effect) { refill(byId('policy-effect')); return; }
  const part = (key, sum) => element('div', {}, element('dt', {}, t(key)), element('dd', {}, t('effect.sum', { documents: count(sum.documents), bytes: bytes(sum.utf8_bytes) })), sum.training_tokens === null ? '' : element('dd', {}, t('effect.tokens', { tokens: count(sum.training_tokens) })));
  const { checkpoint_hash, step, checkpointed_at } = effect.tokens_of;
  refill(byId('policy-effect'),
    element('dl', { class: 'figures' }, part('effect.withdrawn', effect.withdrawn), part('effect.restored', effect.restored), part('effect.reweighted', effect.reweighted)),
    element('p', { class: 'soft' }, checkpoint_hash ? t('effect.counted', { checkpoint: short(checkpoint_hash), step: count(step), time: ago(checkpointed_at) }) : t('effect.uncounted')),
    element('p', { class: 'soft' }, t('effect.datasets', { count: count(effect.dataset_total) }), ' ', effect.datasets.slice(0, 8).map((each) => `#${each.number} (${count(each.documents)})`).join(', ')),
    element('p', { class: effect.models.length ? 'said bad' : 'soft' }, t('effect.models', { count: count(effect.model_total) }), ' ', effect.models.slice(0, 8).map((each) => `${short(each.bundle_id)}${each.aliases ? ` (${each.aliases.join(', ')})` : ''}`).join(', ')));
}

function edit(policy) {
  const { domain_pattern, source_type, allow, base_weight, license_tag, notes } = form.elements;
  domain_pattern.value = policy.domain_pattern;
  source_type.value = policy.source_type;
  allow.value = policy.allow_training ? 'yes' : 'no';
  base_weight.value = policy.base_weight ?? '';
  license_tag.value = policy.license_tag;
  notes.value = policy.notes;
  effect = null;
  told();
  domain_pattern.focus();
}

function turned(policy, changes) {
  const { domain_pattern, source_type, license_tag, allow_training, base_weight, notes } = policy;
  return { domain_pattern, source_type, license_tag, allow_training, base_weight, notes, ...changes };
}

const words = (each) => t(each.allow_training ? 'policies.forbid' : 'policies.allow');

listing({
  path: '/api/policies', key: 'policies', place: 'policies', form: 'policies-filter', none: 'policies.none', columns: 6, rows: 20, changes: ['policies'],
  row: (each) => element('tr', {},
    element('td', {}, element('span', { class: 'name', title: each.notes }, each.domain_pattern), each.source_type === 'any' ? '' : element('span', { class: 'faint' }, ` ${each.source_type}`)),
    element('td', {}, element('span', { class: `tag ${each.allow_training ? 'good' : 'bad'}` }, t(each.allow_training ? 'policies.allow' : 'policies.forbid'))),
    element('td', { class: 'number', 'data-label': t('policies.weight') }, each.base_weight === null ? '–' : figure(each.base_weight, 2)),
    element('td', { class: 'faint' }, each.license_tag),
    element('td', { class: 'faint wide' }, `${each.actor} · ${ago(each.set_at)}`),
    element('td', { class: 'number' }, element('div', { class: 'acts' },
      element('button', { class: 'small', 'data-act': 'edit', onclick: () => edit(each), 'aria-label': `${t('policies.edit')} ${each.domain_pattern}` }, t('policies.edit')),
      element('button', { class: `small${each.allow_training ? ' danger' : ''}`, 'data-act': 'turn', onclick: () => save(turned(each, { allow_training: !each.allow_training })), 'aria-label': `${words(each)} ${each.domain_pattern}` }, words(each)),
      element('button', { class: 'small quiet', 'data-act': 'remove', onclick: () => save(turned(each, { removed: true })), 'aria-label': `${t('policies.remove')} ${each.domain_pattern}`, title: t('policies.remove') }, '✕')))),
});
on('policies', (list) => {
  const forbidden = list.filter((each) => !each.allow_training).length;
  byId('policies-note').textContent = list.length ? t('policies.note', { count: count(list.length), forbidden: count(forbidden) }) : '';
});
onLanguage(told);
