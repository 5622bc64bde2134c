import { byId, element, refill } from '../dom.js';
import { count, figure, onLanguage, short, t } from '../language.js';
import { on, section } from '../live.js';

let chart = null;
const colour = (name) => {
  // A custom property with light-dark() is resolved by giving it to a real property.
  const probe = document.createElement('i');
  probe.style.color = `var(${name})`;
  document.body.append(probe);
  const resolved = getComputedStyle(probe).color;
  probe.remove();
  return resolved;
};

function line(label, points, hue, dots) {
  return { label, data: points, borderColor: hue, backgroundColor: hue, borderWidth: dots ? 2 : 1.5, pointRadius: dots && points.length < 40 ? 2.5 : 0, pointHitRadius: 8, tension: dots ? 0.2 : 0, parsing: false };
}

function options() {
  const faint = colour('--ink-faint');
  const grid = { color: colour('--line') };
  const ticks = { color: faint, font: { size: 11 } };
  return {
    animation: false, responsive: true, maintainAspectRatio: false, normalized: true,
    interaction: { mode: 'nearest', axis: 'x', intersect: false },
    scales: {
      x: { type: 'linear', grid, ticks: { ...ticks, maxTicksLimit: 8 }, title: { display: true, text: t('curve.step'), color: faint, font: { size: 11 } } },
      y: { grid, ticks: { ...ticks, maxTicksLimit: 6 }, title: { display: true, text: t('curve.loss'), color: faint, font: { size: 11 } } },
    },
    plugins: { legend: { align: 'end', labels: { color: colour('--ink-soft'), boxWidth: 14, boxHeight: 2, font: { size: 12 } } }, decimation: { enabled: true, algorithm: 'lttb', samples: 400 } },
  };
}

function draw() {
  const points = section('curve') ?? [];
  if (typeof Chart === 'undefined') return;
  const of = (field) => points.filter((each) => each[field] !== null).map((each) => ({ x: each.step, y: each[field] }));
  const data = { datasets: [line(t('curve.train'), of('loss'), colour('--series-1'), false), line(t('curve.validation'), of('validation_loss'), colour('--series-2'), true)] };
  if (chart) {
    chart.data = data;
    chart.options = options();
    chart.update('none');
  } else {
    chart = new Chart(byId('curve'), { type: 'line', data, options: options() });
  }
}

function figures() {
  const job = (section('job') ?? []).find((each) => each.kind === 'TRAIN' || each.metrics);
  const validations = (section('curve') ?? []).map((each) => each.validation_loss).filter((each) => each !== null);
  const metrics = job?.metrics ?? {};
  byId('curve-note').textContent = job ? t('curve.note', { job: short(job.job_id), message: job.message ?? '' }) : t('curve.none');
  refill(byId('curve-figures'), ...[
    ['curve.step', count(job?.step)],
    ['curve.train', figure(metrics.loss)],
    ['curve.validation', figure(validations.at(-1))],
    ['curve.best', figure(validations.length ? Math.min(...validations) : null)],
    ['curve.speed', metrics.tokensPerSecond ? `${count(metrics.tokensPerSecond)}/s` : '–'],
  ].map(([key, value]) => element('div', {}, element('dt', {}, t(key)), element('dd', {}, value))));
}

on('curve', () => { draw(); figures(); });
on('job', figures);
onLanguage(draw);
addEventListener('theme', draw);
addEventListener('load', draw);
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
