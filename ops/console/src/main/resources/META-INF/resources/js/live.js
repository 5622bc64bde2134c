import { byId } from './dom.js';
import { clock, onLanguage, t } from './language.js';

const SILENCE_MILLIS = 5000;
const known = new Map();
const panels = new Map();
const alarms = [];
let heardAt = Date.now();
let lost = false;
let stream = null;

// Calls `render` with a section's content whenever it or the language changed.
export function on(section, render) {
  const renders = panels.get(section) ?? [];
  renders.push(render);
  panels.set(section, renders);
}

export const section = (name) => known.get(name);

// Whether the picture on the page is old: the console has said nothing for a while.
export const isLost = () => lost;

export const onLost = (listener) => alarms.push(listener);

function show(name) {
  for (const render of panels.get(name) ?? []) render(known.get(name));
}

// Only what this page shows is asked for. A page that nobody sees gives its connection back: a
// browser has six for all its tabs.
export function listen() {
  if (document.hidden) return;
  heardAt = Date.now();
  stream = new EventSource(`/api/stream?sections=${[...panels.keys()].join(',')}`);
  for (const name of panels.keys()) {
    stream.addEventListener(name, (event) => {
      heardAt = Date.now();
      tellLost();
      known.set(name, JSON.parse(event.data));
      show(name);
    });
  }
  stream.onerror = () => {
    // The browser connects again by itself, unless the server refused for good.
    if (stream.readyState === EventSource.CLOSED) {
      stream.close();
      setTimeout(listen, 2000);
    }
  };
}

document.addEventListener('visibilitychange', () => {
  stream?.close();
  listen();
});

function tellLost() {
  const silent = !document.hidden && Date.now() - heardAt >= SILENCE_MILLIS;
  if (silent) byId('lost').textContent = t('lost', { time: clock(heardAt) });
  if (silent === lost) return;
  lost = silent;
  byId('lost').hidden = !lost;
  document.body.classList.toggle('stale', lost);
  alarms.forEach((each) => each());
}

onLanguage(() => [...known.keys()].forEach(show));
onLanguage(tellLost);
setInterval(tellLost, 1000);
