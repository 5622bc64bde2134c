import { byId, element, refill } from './dom.js';
import { count, onLanguage, refusal, t } from './language.js';
import { on, section } from './live.js';

const ROWS = 25;
const SETTLE_MILLIS = 400;

/** Reads JSON from the console; a refusal throws its detail. */
export async function read(path) {
  const answer = await fetch(path, { headers: { Accept: 'application/json' } });
  const said = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(refusal(said, answer.status));
  return said;
}

/** Calls `act` once after a burst of calls. */
export function settled(act, millis = SETTLE_MILLIS) {
  let waiting = null;
  return () => {
    if (waiting === null) waiting = setTimeout(() => { waiting = null; act(); }, millis);
  };
}

/** Fills a place with what turns pages; got = rows that came, one more than are shown where there are more. */
export function turns(place, { offset, rows, got }, go) {
  const from = offset + (got ? 1 : 0);
  refill(place,
    element('span', { class: 'faint' }, t('pager.shown', { from: count(from), to: count(offset + Math.min(got, rows)) })),
    element('button', { class: 'small', type: 'button', disabled: offset === 0, onclick: () => go(Math.max(0, offset - rows)), 'aria-label': t('pager.back') }, '‹'),
    element('button', { class: 'small', type: 'button', disabled: got <= rows, onclick: () => go(offset + rows), 'aria-label': t('pager.on') }, '›'));
  place.hidden = offset === 0 && got <= rows;
}

/**
 * A list from REST: filtered by a form, paged, and read again when a live section changed.
 * settings: path; key of the list in the answer; row(each, answer); place = id of what holds the rows;
 * form = id of the filter form; none = key of the words when empty; columns; changes = sections; onAnswer.
 */
export function listing(settings) {
  const { path, key, row, place, form = null, none, columns = 1, changes = [], onAnswer = () => {}, rows = ROWS, more = () => ({}) } = settings;
  const body = byId(place);
  const pager = byId(`${place}-pager`);
  let offset = 0;
  let answer = null;
  let asked = 0;

  function parameters() {
    const fields = form ? Object.fromEntries([...new FormData(byId(form))].filter(([, value]) => value !== '')) : {};
    return new URLSearchParams({ ...fields, ...more(), limit: rows + 1, offset });
  }

  async function load() {
    const mine = ++asked;
    try {
      const said = await read(`${path}?${parameters()}`);
      if (mine !== asked) return; // a newer question was asked meanwhile
      answer = said;
      show();
    } catch (error) {
      if (mine === asked) refill(body, line(error.message, 'said bad'));
    }
  }

  function line(words, kind) {
    return body.tagName === 'TBODY'
      ? element('tr', {}, element('td', { colspan: columns, class: kind }, words))
      : element(body.tagName === 'UL' ? 'li' : 'p', { class: kind }, words);
  }

  function show() {
    if (!answer) return;
    const list = answer[key];
    refill(body, ...(list.length ? list.slice(0, rows).map((each) => row(each, answer)) : [line(t(none), 'empty')]));
    if (pager) turns(pager, { offset, rows, got: list.length }, (to) => { offset = to; load(); });
    onAnswer(answer);
  }

  const again = settled(load);
  if (form) {
    byId(form).onsubmit = (event) => event.preventDefault();
    byId(form).oninput = () => { offset = 0; again(); };
  }
  changes.forEach((name) => on(name, () => { if (section(name) !== undefined) again(); }));
  onLanguage(show);
  load();
  return { load, turned: () => offset > 0, answer: () => answer };
}
