import { en } from './word/en.js';
import { ja } from './word/ja.js';

const WORDS = { en, ja };
const listeners = [];
let now = initial();

function initial() {
  const kept = localStorage.getItem('language');
  if (kept in WORDS) return kept;
  return navigator.languages.some((each) => each.toLowerCase().startsWith('ja')) ? 'ja' : 'en';
}

export const language = () => now;

// The words for a key; {name} is replaced. An unknown key shows itself, so it is noticed.
export function t(key, values = {}) {
  const words = WORDS[now][key] ?? WORDS.en[key] ?? key;
  return words.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

// A name of the product's own vocabulary, such as a rejection reason: translated if we know it.
export const named = (family, name) => WORDS[now][`${family}.${name}`] ?? String(name ?? '').replaceAll('_', ' ').toLowerCase();

/** What a refusal of the console says: its code in the page's language, its detail where that is English. */
export function refusal({ code = '', detail = '', errors = [] } = {}, status = '') {
  const key = `problem.${code.startsWith('UNKNOWN_') ? 'UNKNOWN' : code}`;
  if (key in WORDS[now]) return t(key, { detail, fields: errors.map((each) => named('form', each.field)).join(', ') });
  return `rule.${code}` in WORDS[now] ? because({ rule: code, reason: detail }) : detail || `HTTP ${status}`;
}

/** What is wrong with a field of a form. */
export function fault({ rule = '', message = '', values = {} }) {
  const told = { message, ...values };
  if ('why' in told) told.why = reason(told.why);
  return `fault.${rule}` in WORDS[now] ? t(`fault.${rule}`, told) : message;
}

/** A reason the console gives in English, in the page's language where we know it. */
export const reason = (text) => (text ? WORDS[now][`reason.${text}`] ?? text : text);

/** Why the gate decided as it did; only the rule's name where the row lacks a figure that the words need. */
export function because({ rule, reason, score = null, threshold = null, production_score: held = null }) {
  const words = WORDS[now][`why.${rule}`];
  if (!words) return reason;
  const known = { reason, score, threshold, held };
  if ([...words.matchAll(/\{(\w+)\}/g)].some(([, name]) => known[name] === null)) return named('rule', rule);
  return t(`why.${rule}`, { reason, score: figure(score, 4), threshold: figure(threshold, 4), held: figure(held, 4) });
}

export function onLanguage(listener) {
  listeners.push(listener);
}

export function speak(chosen) {
  now = chosen in WORDS ? chosen : 'en';
  localStorage.setItem('language', now);
  document.documentElement.lang = now;
  for (const each of document.querySelectorAll('[data-t]')) each.textContent = t(each.dataset.t);
  for (const each of document.querySelectorAll('[data-label]')) each.setAttribute('aria-label', t(each.dataset.label));
  for (const each of document.querySelectorAll('[data-place]')) each.placeholder = t(each.dataset.place);
  for (const each of document.querySelectorAll('button[data-label]')) each.title = t(each.dataset.label);
  listeners.forEach((each) => each());
}

const asNumber = (value) => (typeof value === 'number' && Number.isFinite(value) ? value : null);

export function count(value) {
  const number = asNumber(value);
  if (number === null) return '–';
  const compact = Math.abs(number) >= 100000;
  return new Intl.NumberFormat(now, compact ? { notation: 'compact', maximumFractionDigits: 2 } : {}).format(Math.round(number));
}

export function figure(value, digits = 3) {
  const number = asNumber(value);
  return number === null ? '–' : new Intl.NumberFormat(now, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(number);
}

export function speed(value) {
  const number = asNumber(value) ?? 0;
  const digits = number >= 100 ? 0 : number >= 10 ? 1 : 2;
  return `${new Intl.NumberFormat(now, { maximumFractionDigits: digits }).format(number)}/s`;
}

export function bytes(value) {
  let number = asNumber(value);
  if (number === null) return '–';
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  let unit = 0;
  while (number >= 1024 && unit < units.length - 1) {
    number /= 1024;
    unit += 1;
  }
  return `${new Intl.NumberFormat(now, { maximumFractionDigits: number < 10 && unit > 0 ? 1 : 0 }).format(number)} ${units[unit]}`;
}

export function ago(time) {
  if (!time) return '–';
  const seconds = Math.round((new Date(time).getTime() - Date.now()) / 1000);
  const words = new Intl.RelativeTimeFormat(now, { numeric: 'auto', style: 'short' });
  if (seconds > -5) return t('now');
  if (seconds > -60) return words.format(Math.round(seconds / 5) * 5, 'second');
  if (seconds > -3600) return words.format(Math.round(seconds / 60), 'minute');
  if (seconds > -86400) return words.format(Math.round(seconds / 3600), 'hour');
  return words.format(Math.round(seconds / 86400), 'day');
}

/** How long something takes. */
export function span(seconds) {
  const [value, unit] = seconds < 90 ? [seconds, 'second'] : seconds < 5400 ? [seconds / 60, 'minute'] : [seconds / 3600, 'hour'];
  return new Intl.NumberFormat(now, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: unit === 'hour' ? 1 : 0 }).format(value);
}

export const clock = (time) => new Intl.DateTimeFormat(now, { timeStyle: 'medium' }).format(time);

export const short = (hash) => String(hash ?? '').slice(0, 10);
