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
  const run = (section('training') ?? [])[0];
  const metrics = run?.metrics ?? {};
  byId('curve-note').textContent = run ? t('curve.note', { job: short(run.job_id), message: run.message ?? '' }) : t('curve.none');
  refill(byId('curve-figures'), ...[
    ['curve.step', count(run?.step)],
    ['curve.epoch', figure(metrics.epoch, 2)],
    ['curve.train', figure(run?.loss)],
    ['curve.validation', figure(run?.validation_loss)],
    ['curve.best', figure(run?.best_validation_loss)],
    ['curve.speed', run?.tokens_per_second ? `${count(run.tokens_per_second)}/s` : '–'],
    ['curve.use', metrics.mfu ? `${Math.round(100 * metrics.mfu)} %` : '–'],
  ].map(([key, value]) => element('div', {}, element('dt', {}, t(key)), element('dd', {}, value))));
}

on('curve', show);
on('training', figures);
onLanguage(() => { show(); figures(); });
onLight(show);
