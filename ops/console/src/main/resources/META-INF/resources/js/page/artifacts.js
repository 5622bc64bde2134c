// Artifacts: what was made, the jobs that make it, and the form that asks for one.
import { begin } from '../shell.js';
import '../panel/header.js';
import '../panel/form.js';
import { byId, element, refill } from '../dom.js';
import { ago, bytes, count, figure, named, onLanguage, short, span, t } from '../language.js';
import { listing, read, settled } from '../listing.js';
import { on } from '../live.js';
import { tell } from '../orders.js';

const STATE = { succeeded: 'good', failed: 'bad', cancelled: 'warn', cancelling: 'warn', rolled_back: 'warn' };
const ENDED = new Set(['succeeded', 'failed', 'cancelled', 'rolled_back']);
let one = null;
let log = null;

function progress(job) {
  if (job.progress === null || ENDED.has(job.state)) return element('span', { class: 'faint' }, job.state === 'succeeded' ? t('jobs.done') : '–');
  const share = Math.round(100 * job.progress);
  return element('div', { class: 'share' },
    element('progress', { max: 100, value: share, 'aria-label': t('jobs.progress') }),
    element('span', { class: 'faint' }, `${share} %${job.eta_seconds ? ` · ${t('jobs.eta', { time: span(job.eta_seconds) })}` : ''}`));
}

function jobRow(job) {
  const made = job.artifact_id;
  return element('tr', {},
    element('td', {}, element('span', { class: 'name' }, job.artifact_name ?? named('jobs.is', job.kind)), ' ', element('code', { class: 'faint', title: job.job_id }, short(job.job_id)), element('div', { class: 'faint' }, job.actor ?? ''), job.error ? element('div', { class: 'said bad' }, job.error) : ''),
    element('td', {}, element('span', { class: `tag ${STATE[job.state] ?? 'accent'}` }, named('jobs.is', job.state)), job.state === 'running' && job.phase ? element('div', { class: 'faint' }, named('phase', job.phase)) : ''),
    element('td', { class: 'grown' }, progress(job)),
    element('td', { class: 'number', 'data-label': t('curve.step') }, count(job.step), job.total_steps ? element('span', { class: 'faint' }, ` / ${count(job.total_steps)}`) : ''),
    element('td', { class: 'number', 'data-label': t('curve.train') }, figure(job.metrics?.loss)),
    element('td', { class: 'number faint' }, ago(job.requested_at)),
    element('td', { class: 'number' },
      made ? element('button', { class: 'link', 'data-act': 'made', onclick: () => open(made) }, t('jobs.made')) : '', ' ',
      element('button', { class: 'small', 'data-act': 'log', onclick: () => follow(job.job_id) }, t('jobs.log')), ' ',
      ENDED.has(job.state) ? '' : element('button', { class: 'small danger', 'data-act': 'cancel', disabled: job.state === 'cancelling', onclick: () => cancel(job) }, t('cancel'))));
}

async function cancel(job) {
  await tell(byId('jobs-said'), `/api/training/jobs/${job.job_id}/cancel`, {}, () => t('jobs.taken'));
  jobs.load();
}

const jobs = listing({ path: '/api/training/jobs', key: 'jobs', place: 'jobs', form: 'jobs-filter', none: 'jobs.none', columns: 7, rows: 8, changes: ['job', 'artifacts'], row: jobRow });

const artifacts = listing({
  path: '/api/artifacts', key: 'artifacts', place: 'artifacts', form: 'artifacts-filter', none: 'artifacts.none', columns: 6, rows: 10, changes: ['artifacts'],
  row: (each) => element('tr', {},
    element('td', {}, element('button', { class: 'link', 'data-act': 'open', onclick: () => open(each.artifact_name) }, each.artifact_name), element('div', { class: 'faint' }, each.actor)),
    element('td', {}, element('div', { class: 'tags' }, element('span', { class: 'tag' }, each.manifest.task), element('span', { class: 'tag accent' }, each.manifest.precision), element('span', { class: 'tag' }, each.manifest.base_model))),
    element('td', {}, each.manifest.license),
    element('td', { class: 'number', 'data-label': t('artifacts.size') }, each.bytes ? bytes(each.bytes) : '–'),
    element('td', { class: 'number faint' }, ago(each.published_at)),
    element('td', { class: 'number' }, each.zip_hash ? element('a', { class: 'link', href: `/api/artifacts/${encodeURIComponent(each.artifact_name)}/download`, download: `${each.artifact_name}.zip`, 'aria-label': `${t('artifacts.download')} ${each.artifact_name}` }, t('artifacts.download')) : '')),
});

async function open(name) {
  one = (await read(`/api/artifacts/${encodeURIComponent(name)}`)).artifact;
  show();
  byId('one').scrollIntoView({ block: 'nearest' });
}

function show() {
  lines();
  byId('one').hidden = one === null;
  if (one === null) return;
  const { files = [], ...fields } = one.manifest;
  byId('one-title').textContent = one.artifact_name;
  byId('one-manifest').textContent = JSON.stringify(fields, null, 2);
  refill(byId('one-files'), ...files.map((file) => element('li', {}, element('div', { class: 'row' }, element('span', { class: 'name' }, file.path), element('code', { class: 'faint', title: file.sha256 }, short(file.sha256)), element('span', { class: 'end' }, bytes(file.bytes))))));
}

async function follow(id) {
  log = { id, lines: (await read(`/api/training/jobs/${id}/logs?limit=100`)).lines };
  show();
}

function lines() {
  byId('log').hidden = log === null;
  if (log === null) return;
  byId('log-of').textContent = log.id;
  refill(byId('log-lines'), ...(log.lines.length ? log.lines.map((line) => element('li', { class: 'row' }, element('span', { class: `tag ${line.level === 'ERROR' ? 'bad' : line.level === 'WARN' ? 'warn' : ''}` }, line.level), element('span', { class: 'message' }, line.message), element('span', { class: 'end' }, ago(line.logged_at)))) : [element('li', { class: 'empty' }, t('jobs.quiet'))]));
}

// Somebody who reads a log sees it go on.
on('logs', settled(async () => {
  const open = log?.id;
  if (!open) return;
  const found = await read(`/api/training/jobs/${open}/logs?limit=100`).catch(() => null);
  if (found && log?.id === open) { log.lines = found.lines; lines(); }
}, 1000));
byId('log-close').onclick = () => { log = null; show(); };
byId('one-close').onclick = () => { one = null; show(); };
byId('upload-form').onsubmit = async (event) => {
  event.preventDefault();
  const file = event.target.elements.zip.files[0];
  if (file && await tell(byId('upload-said'), '/api/artifacts', file, (said) => t('artifacts.taken', { name: said.artifact_name }))) {
    event.target.reset();
    artifacts.load();
  }
};
addEventListener('asked', () => jobs.load());
onLanguage(show);
begin();
