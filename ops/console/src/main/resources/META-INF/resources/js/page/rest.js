// Every route of the console's REST interface, from its own OpenAPI document.
import { begin } from '../shell.js';
import '../panel/header.js';
import { byId, element, empty, refill } from '../dom.js';
import { count, onLanguage, t } from '../language.js';
import { read } from '../listing.js';

const METHODS = ['get', 'post', 'put', 'delete'];
let schemas = {};
let routes = [];

/** `#/components/schemas/Name` → the schema, and a list's element. */
function resolved(schema) {
  if (!schema) return {};
  return schema.$ref ? schemas[schema.$ref.split('/').at(-1)] ?? {} : schema;
}

function type(schema) {
  const { type: kind, enum: values, items, format, anyOf, oneOf } = resolved(schema);
  if (anyOf ?? oneOf) return [...new Set((anyOf ?? oneOf).map(type))].join(' | ');
  const name = Array.isArray(kind) ? kind.join(' | ') : kind ?? 'object';
  if (values) return values.join(' | ');
  return items ? `${type(items)}[]` : format ? `${name} (${format})` : name;
}

const field = (name, kind, needed, where) => element('tr', {},
  element('td', {}, element('code', {}, name)), element('td', {}, kind), element('td', { class: 'faint' }, t(needed ? 'rest.needed' : 'rest.optional')), element('td', { class: 'faint' }, where));

function fields({ parameters = [], requestBody }) {
  const body = resolved(Object.values(requestBody?.content ?? {})[0]?.schema);
  return [
    ...parameters.map((each) => field(each.name, type(each.schema), each.required, t(`rest.${each.in}`))),
    ...Object.entries(body.properties ?? {}).map(([name, schema]) => field(name, type(schema), (body.required ?? []).includes(name), t('rest.body'))),
  ];
}

function route({ method, path, operation }) {
  const rows = fields(operation);
  return element('li', {}, element('details', {},
    element('summary', {}, element('span', { class: `tag ${method === 'GET' ? '' : 'accent'}` }, method), ' ', element('code', {}, path)),
    rows.length ? element('table', {}, element('tbody', {}, rows)) : element('p', { class: 'faint' }, t('rest.nothing')),
    element('p', { class: 'faint' }, `${t('rest.answers')}: ${Object.keys(operation.responses ?? {}).join(', ')}`)));
}

function show() {
  const { q, method } = Object.fromEntries(new FormData(byId('rest-filter')));
  const found = routes.filter((each) => (!method || each.method === method) && each.path.toLowerCase().includes(q.trim().toLowerCase()));
  byId('rest-note').textContent = routes.length ? t('rest.count', { count: count(found.length), all: count(routes.length) }) : '';
  refill(byId('routes'), ...(found.length ? found.map(route) : [element('li', {}, empty(t('nothing')))]));
}

byId('rest-filter').onsubmit = (event) => event.preventDefault();
byId('rest-filter').oninput = show;
read('/q/openapi?format=json').then((document) => {
  schemas = document.components?.schemas ?? {};
  routes = Object.entries(document.paths).flatMap(([path, operations]) =>
    METHODS.filter((method) => operations[method]).map((method) => ({ method: method.toUpperCase(), path, operation: operations[method] })));
  show();
}).catch((error) => refill(byId('routes'), element('li', { class: 'said bad' }, error.message)));
onLanguage(show);
begin();
