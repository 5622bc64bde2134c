import { draw, onLight } from '../chart.js';
import { byId, element, refill } from '../dom.js';
import { count, figure, onLanguage, short, t } from '../language.js';
import { on, section } from '../live.js';

function show() {
  const points = section('curve') ?? [];
  const of = (field) => points.filter((each) => each[field] !== null).map((each) => ({ x: each.step, y: each[field] }));
  draw('curve', [{ label: t('curve.train'), points: of('loss'), hue: '--series-1' }, { label: t('curve.validation'), points: of('validation_loss'), hue: '--series-2' }], { x: t('curve.step'), y: t('curve.loss') });
}

function figures() {
  const job = (section('job') ?? []).find((each) => each.kind === 'TRAIN' || each.metrics);
  const validations = (section('curve') ?? []).map((each) => each.validation_loss).filter((each) => each !== null);
  const metrics = job?.metrics ?? {};
  byId('curve-note').textContent = job ? t('curve.note', { job: short(job.job_id), message: job.message ?? '' }) : t('curve.none');
  refill(byId('curve-figures'), ...[
    ['curve.step', count(job?.step)],
    ['curve.epoch', metrics.epoch === undefined ? '–' : figure(metrics.epoch, 2)],
    ['curve.train', figure(metrics.loss)],
    ['curve.validation', figure(validations.at(-1))],
    ['curve.best', figure(validations.length ? Math.min(...validations) : null)],
    ['curve.speed', metrics.tokensPerSecond ? `${count(metrics.tokensPerSecond)}/s` : '–'],
    ['curve.use', metrics.mfu ? `${Math.round(100 * metrics.mfu)} %` : '–'],
  ].map(([key, value]) => element('div', {}, element('dt', {}, t(key)), element('dd', {}, value))));
}

on('curve', () => { show(); figures(); });
on('job', figures);
onLanguage(show);
onLight(show);
