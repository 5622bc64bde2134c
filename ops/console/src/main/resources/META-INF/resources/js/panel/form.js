// The training form, made of what the console says it takes: what has no engine yet is shown and cannot be chosen.
import { byId, element, refill } from '../dom.js';
import { fault, named, onLanguage, reason, short, t } from '../language.js';
import { read, settled } from '../listing.js';
import { tell } from '../orders.js';

const ORDER = [
  { name: 'artifact_name', kind: 'text', choices: [], target: 'artifact_name' },
  { name: 'run_name', kind: 'text', choices: [], target: 'artifact_name' },
  { name: 'node_type', kind: 'choice', choices: [], target: 'node_type', default: 'inference' },
];
const START = { component: 'text', base_model: 'nano', task: 'lm-pretrain' };
const form = byId('train-form');
let fields = [];
let draft = null;
let asked = 0;

function choices(field) {
  return [element('option', { value: '' }, field.default ? t('train.default', { value: field.default }) : t('train.nothing')),
    ...field.choices.map((choice) => element('option', { value: choice.value, disabled: choice.unavailable !== null, title: reason(choice.unavailable) }, choice.unavailable ? t('train.missing', { value: choice.value }) : choice.value))];
}

function control(field) {
  const settings = { name: field.name, id: `field-${field.name}`, title: reason(field.unavailable), disabled: Boolean(field.unavailable), 'aria-describedby': `error-${field.name}` };
  if (field.kind === 'choice') return element('select', settings, ...choices(field));
  if (field.kind === 'text' && field.choices.length) {
    const list = element('datalist', { id: `list-${field.name}` }, ...field.choices.map((choice) => element('option', { value: choice.value })));
    return [element('input', { ...settings, list: list.id, maxlength: 200, spellcheck: 'false' }), list];
  }
  const number = field.kind === 'whole' || field.kind === 'number';
  return element('input', { ...settings, inputmode: number ? 'decimal' : null, maxlength: 400, spellcheck: 'false', placeholder: field.unavailable ? '' : field.default ?? (field.kind === 'tags' ? 'ds-…' : null) });
}

function make() {
  const held = Object.fromEntries(new FormData(form));
  refill(form, ...fields.map((field) => element('label', {},
    element('span', {}, named('form', field.name), ' ', field.unavailable ? element('span', { class: 'tag', title: reason(field.unavailable) }, t('train.unavailable')) : ''),
    control(field), element('span', { class: 'said bad', id: `error-${field.name}` }))));
  for (const [name, value] of Object.entries(Object.keys(held).length ? held : START)) if (form.elements[name]) form.elements[name].value = value;
}

function body() {
  const said = {};
  for (const field of fields) {
    const value = form.elements[field.name].value.trim();
    if (value === '' || field.unavailable) continue;
    const number = field.kind === 'whole' || field.kind === 'number';
    said[field.name] = number && Number.isFinite(Number(value)) ? Number(value) : field.kind === 'tags' ? value.split(/[,、]/).map((each) => each.trim()).filter(Boolean) : value;
  }
  return said;
}

function show() {
  if (draft === null) return;
  for (const field of fields) {
    const errors = draft.errors.filter((each) => each.field === field.name);
    byId(`error-${field.name}`).textContent = errors.map(fault).join('; ');
    form.elements[field.name].setAttribute('aria-invalid', String(errors.length > 0));
  }
  const facts = [['train.name', draft.artifact_name ?? '–'], ['train.hash', draft.training_config_hash ? short(draft.training_config_hash) : '–']];
  refill(byId('draft'), ...facts.flatMap(([key, value]) => [element('dt', {}, t(key)), element('dd', { title: key === 'train.hash' ? draft.training_config_hash : null }, value)]));
  refill(byId('draft-problems'), draft.available ? element('li', { class: 'said good' }, t('train.ready')) : element('li', { class: 'said bad' }, t('train.problems', { count: draft.errors.length })));
  byId('draft-manifest').textContent = JSON.stringify(draft.manifest, null, 2);
}

async function look() {
  const mine = ++asked;
  const said = await read(`/api/training/form/preview?form=${encodeURIComponent(JSON.stringify(body()))}`).catch(() => null);
  if (said === null || mine !== asked) return; // a newer question was asked meanwhile
  draft = said;
  show();
}

async function ask() {
  const said = await tell(byId('train-said'), '/api/training/jobs', body(), (answer) => t('train.asked', { name: answer.artifact_name }));
  await look();
  if (said) dispatchEvent(new Event('asked'));
}

form.onsubmit = (event) => { event.preventDefault(); ask(); };
form.oninput = settled(look, 250);
byId('train-ask').onclick = ask;
byId('train-clear').onclick = () => { for (const field of fields) form.elements[field.name].value = START[field.name] ?? ''; look(); };
onLanguage(() => { if (fields.length) { make(); show(); } });

async function begin() {
  const said = await read('/api/training/form');
  const types = said.node_types.map((value) => ({ value, unavailable: null }));
  fields = [...said.fields, ...ORDER.map((field) => (field.name === 'node_type' ? { ...field, choices: types } : field))];
  make();
  look();
}

begin().catch((error) => { byId('train-said').className = 'said bad'; byId('train-said').textContent = error.message; });
