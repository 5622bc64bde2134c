import { byId, element, outLink } from '../dom.js';
import { onLanguage, short, t } from '../language.js';
import { on, section } from '../live.js';

const talk = byId('talk');
const turns = []; // {role, content}: what the model is told of the conversation
const REMEMBERED = 8;
let asking = null;

const HINTS = 3;

// Before the first question: what could be asked, from titles the factory has just read.
function welcome() {
  if (turns.length || asking) return;
  const titles = [...new Set((section('documents') ?? []).map((each) => each.title).filter(Boolean))].slice(0, HINTS);
  talk.replaceChildren(
    element('p', { class: 'empty' }, t('chat.welcome')),
    element('div', { class: 'hints' }, titles.map((title) => {
      const question = t('chat.hint', { title });
      return element('button', { type: 'button', onclick: () => ask(question) }, question);
    })));
}

// Hints stay as they are once there are enough: a button must not move away from under the mouse.
function hint() {
  if (talk.querySelectorAll('.hints button').length < HINTS) welcome();
}

function follow() {
  talk.scrollTop = talk.scrollHeight;
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
    element('div', {}, `[${place + 1}] `, outLink(each.url, each.title || each.url)), element('q', {}, each.passage ?? each.text ?? ''))));
}

function end(bubble, last) {
  const cited = last.citations ?? [];
  if (cited.length) bubble.append(citations(cited));
  const made = [last.extractive ? t('chat.extractive') : null, last.model, last.system_fingerprint ? short(last.system_fingerprint.replace(/^fp_/, '')) : null].filter(Boolean);
  if (made.length) bubble.append(element('div', { class: 'made' }, made.join(' · ')));
}

async function answerInto(bubble, signal) {
  const answer = await fetch('/v1/chat/completions', {
    method: 'POST', signal, headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ stream: true, max_tokens: 160, messages: turns.slice(-REMEMBERED) }),
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
    follow();
  }
  turns.push({ role: 'assistant', content: words.data });
  end(bubble, last);
}

async function ask(question) {
  if (!turns.length) talk.replaceChildren();
  turns.push({ role: 'user', content: question });
  talk.append(element('div', { class: 'turn asked' }, question));
  const bubble = element('div', { class: 'turn answered' });
  talk.append(bubble);
  follow();
  asking = new AbortController();
  byId('ask-send').textContent = t('chat.stop');
  try {
    await answerInto(bubble, asking.signal);
  } catch (error) {
    if (error.name === 'AbortError') bubble.append(element('div', { class: 'made' }, t('chat.stopped')));
    else bubble.replaceWith(element('div', { class: 'turn failed' }, error.message));
  }
  asking = null;
  byId('ask-send').textContent = t('chat.send');
  follow();
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
byId('chat-clear').onclick = () => { turns.length = 0; welcome(); };
on('documents', hint);
onLanguage(() => { byId('ask-send').textContent = t(asking ? 'chat.stop' : 'chat.send'); welcome(); });
