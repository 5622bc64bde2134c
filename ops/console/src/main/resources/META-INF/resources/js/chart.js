// Lines over a common axis, drawn with the chart library.
import { byId } from './dom.js';

const charts = new Map();
export const HUES = ['--series-1', '--series-2', '--series-3', '--series-4', '--series-5', '--series-6'];

/** A colour of the design as the canvas needs it: light-dark() is resolved by a real property. */
export function colour(name) {
  const probe = document.createElement('i');
  probe.style.color = `var(${name})`;
  document.body.append(probe);
  const resolved = getComputedStyle(probe).color;
  probe.remove();
  return resolved;
}

function options(x, y) {
  const faint = colour('--ink-faint');
  const grid = { color: colour('--line') };
  const ticks = { color: faint, font: { size: 11 } };
  const title = (text) => ({ display: Boolean(text), text, color: faint, font: { size: 11 } });
  return {
    animation: false, responsive: true, maintainAspectRatio: false, normalized: true,
    parsing: false, // points come as {x, y}; lines are thinned out only then
    interaction: { mode: 'nearest', axis: 'x', intersect: false },
    scales: { x: { type: 'linear', grid, ticks: { ...ticks, maxTicksLimit: 8 }, title: title(x) }, y: { grid, ticks: { ...ticks, maxTicksLimit: 6 }, title: title(y) } },
    plugins: { legend: { align: 'end', labels: { color: colour('--ink-soft'), boxWidth: 14, boxHeight: 2, font: { size: 12 } } }, decimation: { enabled: true, algorithm: 'lttb', samples: 400 } },
  };
}

/** Draws or redraws. lines: { label, points: [{x, y}], hue, dashed?, dots? } */
export function draw(id, lines, { x = '', y = '' } = {}) {
  if (typeof Chart === 'undefined') return;
  const data = { datasets: lines.map((each) => ({ label: each.label, data: each.points, borderColor: colour(each.hue), backgroundColor: colour(each.hue), borderWidth: each.dashed ? 2 : 1.5, borderDash: each.dashed ? [5, 4] : [], pointRadius: each.dots || each.points.length < 3 ? 3 : 0, pointHitRadius: 8, tension: 0, showLine: !each.alone })) };
  const known = charts.get(id);
  if (known) {
    known.data = data;
    known.options = options(x, y);
    known.update('none');
  } else {
    charts.set(id, new Chart(byId(id), { type: 'line', data, options: options(x, y) }));
  }
}

/** Calls `redraw` when the colours changed. */
export function onLight(redraw) {
  addEventListener('theme', redraw);
  addEventListener('load', redraw);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw);
}
