// Asking the factory: streamed answers with what they rest on, two models side by side if wanted.
import { begin } from '../shell.js';
import '../panel/header.js';
import { byId, element, outLink } from '../dom.js';
import { onLanguage, short, t } from '../language.js';
import { read } from '../listing.js';
import { on, section } from '../live.js';

const REMEMBERED = 8;
const HINTS = 3;
const PRESETS = {
  even: { temperature: 0.8, top_p: 0.95, top_k: 50, repetition_penalty: 1.08 },
  exact: { temperature: 0.1, top_p: 0.9, top_k: 10, repetition_penalty: 1.15 },
  free: { temperature: 1.2, top_p: 1, top_k: 100, repetition_penalty: 1.02 },
};
const form = byId('parameters');
const sides = []; // one per model: { turns: what it is told of the conversation, talk: where it answers }
let asking = null;

function side(talk) {
  const made = { turns: [], talk };
  sides.push(made);
  return made;
}

side(byId('talk'));

// Before the first question: what could be asked, from titles the factory has just read.
function welcome() {
  if (sides[0].turns.length || asking) return;
  const titles = [...new Set((section('documents') ?? []).map((each) => each.title).filter(Boolean))].slice(0, HINTS);
  sides[0].talk.replaceChildren(
    element('p', { class: 'empty' }, t('chat.welcome')),
    element('div', { class: 'hints' }, titles.map((title) => {
      const question = t('chat.hint', { title });
      return element('button', { type: 'button', 'data-act': 'hint', onclick: () => ask(question) }, question);
    })));
}

// Hints stay as they are once there are enough: a button must not move away from under the mouse.
function hint() {
  if (byId('talk').querySelectorAll('.hints button').length < HINTS) welcome();
}

// Reads server-sent events of an answer; a chunk may end anywhere, also inside a character.
async function* events(answer) {
  const decoder = new TextDecoder();
  const reader = answer.body.getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    rest += decoder.decode(value ?? new Uint8Array(), { stream: !done });
    const lines = rest.split('\n');
    rest = done ? '' : lines.pop();
    for (const line of lines) {
      const content = line.startsWith('data:') ? line.slice(5).trim() : '';
      if (content === '[DONE]') return;
      if (content) yield JSON.parse(content);
    }
    if (done) return;
  }
}

function citations(list) {
  return element('div', { class: 'cites' }, list.map((each, place) => element('div', {},
    element('div', {}, `[${place + 1}] `, outLink(each.url, each.title || each.url), ' ', element('a', { class: 'faint', href: `/document?target=${encodeURIComponent(each.url)}` }, t('chat.trace'))),
    element('q', {}, each.passage ?? each.text ?? ''))));
}

function end(bubble, last, words, millis) {
  const cited = last.citations ?? [];
  if (cited.length) bubble.append(citations(cited));
  const made = [last.extractive ? t('chat.extractive') : null, last.model, last.system_fingerprint ? short(last.system_fingerprint.replace(/^fp_/, '')) : null, t('chat.took', { seconds: (millis / 1000).toFixed(1), characters: words.length })].filter(Boolean);
  bubble.append(element('div', { class: 'made' }, made.join(' · ')));
}

function parameters(model) {
  const number = (name) => Number(form.elements[name].value);
  const seed = form.elements.seed.value;
  return { model, stream: true, max_tokens: number('max_tokens'), temperature: number('temperature'), top_p: number('top_p'), top_k: number('top_k'), repetition_penalty: number('repetition_penalty'), rag: form.elements.rag.checked, ...(seed === '' ? {} : { seed: Number(seed) }) };
}

async function answerInto({ turns, talk }, model, bubble, signal) {
  const began = performance.now();
  const answer = await fetch('/v1/chat/completions', {
    method: 'POST', signal, headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ ...parameters(model), messages: turns.slice(-REMEMBERED) }),
  });
  if (!answer.ok) {
    const problem = await answer.json().catch(() => ({}));
    throw new Error(problem.detail ?? problem.error?.message ?? `HTTP ${answer.status}`);
  }
  const words = document.createTextNode('');
  bubble.append(words);
  const last = {};
  for await (const event of events(answer)) {
    if (event.error) throw new Error(event.error.message);
    words.data += event.choices?.[0]?.delta?.content ?? '';
    for (const key of ['citations', 'extractive', 'model', 'system_fingerprint']) if (event[key] !== undefined && event[key] !== null) last[key] = event[key];
    talk.scrollTop = talk.scrollHeight;
  }
  turns.push({ role: 'assistant', content: words.data });
  end(bubble, last, words.data, performance.now() - began);
}

async function askSide(one, model, question, signal) {
  if (!one.turns.length) one.talk.replaceChildren();
  one.turns.push({ role: 'user', content: question });
  one.talk.append(element('div', { class: 'turn asked' }, question));
  const bubble = element('div', { class: 'turn answered' });
  one.talk.append(bubble);
  one.talk.scrollTop = one.talk.scrollHeight;
  try {
    await answerInto(one, model, bubble, signal);
  } catch (error) {
    if (error.name === 'AbortError') bubble.append(element('div', { class: 'made' }, t('chat.stopped')));
    else bubble.replaceWith(element('div', { class: 'turn failed' }, error.message));
  }
  one.talk.scrollTop = one.talk.scrollHeight;
}

async function ask(question) {
  if (!form.reportValidity()) return;
  asking = new AbortController();
  byId('ask-send').textContent = t('chat.stop');
  const models = [form.elements.model.value, form.elements.beside.value].filter((each, place) => place === 0 || each);
  await Promise.all(models.map((model, place) => askSide(sides[place], model, question, asking.signal)));
  asking = null;
  byId('ask-send').textContent = t('chat.send');
}

function clear() {
  sides.forEach((each) => { each.turns.length = 0; each.talk.replaceChildren(); });
  welcome();
}

byId('ask').onsubmit = (event) => {
  event.preventDefault();
  if (asking) { asking.abort(); return; }
  const question = byId('question').value.trim();
  if (!question) return;
  byId('question').value = '';
  ask(question);
};
byId('question').onkeydown = (event) => {
  // Enter sends; not while a Japanese input method is choosing characters.
  if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    byId('ask').requestSubmit();
  }
};
byId('ask-send').onclick = (event) => {
  if (asking) { event.preventDefault(); asking.abort(); }
};
byId('chat-clear').onclick = clear;
// A task puts its words before what is asked; another one takes their place.
const TASKS = ['summarize', 'debug', 'spec'];
byId('task').onchange = () => {
  const words = (each) => `${t(`task.${each}.words`)}\n`;
  const begun = TASKS.map(words).find((each) => byId('question').value.startsWith(each)) ?? '';
  const task = byId('task').value;
  byId('question').value = (task ? words(task) : '') + byId('question').value.slice(begun.length);
  byId('question').focus();
};
byId('preset').onchange = () => {
  for (const [name, value] of Object.entries(PRESETS[byId('preset').value] ?? {})) form.elements[name].value = value;
};
form.oninput = (event) => {
  if (Object.keys(PRESETS.even).includes(event.target.name)) byId('preset').value = 'own';
};
form.onsubmit = (event) => event.preventDefault();
byId('beside').onchange = () => {
  const wanted = byId('beside').value !== '';
  if (wanted === sides.length > 1) return;
  if (wanted) byId('talks').append(side(element('div', { class: 'talk', id: 'talk-beside', role: 'log', 'aria-live': 'polite', tabindex: 0, 'aria-label': t('parameters.beside') })).talk);
  else sides.pop().talk.remove();
  clear();
};

function models(names) {
  const option = (value, words) => element('option', { value }, words);
  byId('model').replaceChildren(...names.map((each) => option(each, each)));
  byId('beside').replaceChildren(option('', t('parameters.alone')), ...names.map((each) => option(each, each)));
}

models(['factory']);
read('/v1/models').then((said) => { if (said.data?.length) models(said.data.map((each) => each.id)); }).catch(() => {});
read('/api/runtime-config').then((said) => { const tokens = form.elements.max_tokens; tokens.max = said.max_generate_tokens; tokens.value = Math.min(tokens.value, said.max_generate_tokens); }).catch(() => {});
on('documents', hint);
onLanguage(() => { byId('ask-send').textContent = t(asking ? 'chat.stop' : 'chat.send'); byId('beside').options[0].textContent = t('parameters.alone'); welcome(); });
begin();
