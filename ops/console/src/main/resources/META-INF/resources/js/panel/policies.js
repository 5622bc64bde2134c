import { byId, element, refill } from '../dom.js';
import { count, figure, t } from '../language.js';
import { on } from '../live.js';
import { tell } from '../orders.js';

const said = byId('policy-said');
const save = (policy) => tell(said, '/api/policies', policy, () => t(policy.removed ? 'policies.removed' : policy.allow_training ? 'policies.allowed' : 'policies.forbidden', { domain: policy.domain_pattern }));

byId('policy-form').onsubmit = async (event) => {
  event.preventDefault();
  const form = event.target;
  const done = await save({ domain_pattern: form.domain.value.trim(), allow_training: form.allow.value === 'yes', base_weight: form.weight.value === '' ? null : Number(form.weight.value) });
  if (done) form.reset();
};

function turned(policy, changes) {
  const { domain_pattern, source_type, license_tag, allow_training, base_weight, notes } = policy;
  return { domain_pattern, source_type, license_tag, allow_training, base_weight, notes, ...changes };
}

on('policies', (list) => {
  const forbidden = list.filter((each) => !each.allow_training).length;
  byId('policies-note').textContent = list.length ? t('policies.note', { count: count(list.length), forbidden: count(forbidden) }) : '';
  refill(byId('policies'), ...list.map((each) => element('tr', {},
    element('td', {}, element('span', { class: 'name', title: each.notes }, each.domain_pattern), each.source_type === 'any' ? '' : element('span', { class: 'faint' }, ` ${each.source_type}`)),
    element('td', {}, element('span', { class: `tag ${each.allow_training ? 'good' : 'bad'}` }, t(each.allow_training ? 'policies.allow' : 'policies.forbid'))),
    element('td', { class: 'number', 'data-label': t('policies.weight') }, each.base_weight === null ? '–' : figure(each.base_weight, 2)),
    element('td', { class: 'faint' }, each.license_tag),
    element('td', { class: 'number' },
      element('button', { class: `small${each.allow_training ? ' danger' : ''}`, onclick: () => save(turned(each, { allow_training: !each.allow_training })), 'aria-label': `${t(each.allow_training ? 'policies.forbid' : 'policies.allow')} ${each.domain_pattern}` }, t(each.allow_training ? 'policies.forbid' : 'policies.allow')),
      element('button', { class: 'small quiet', onclick: () => save(turned(each, { removed: true })), 'aria-label': `${t('policies.remove')} ${each.domain_pattern}`, title: t('policies.remove') }, '✕')))));
});
