import { byId } from './dom.js';
import { onLanguage } from './language.js';

const SILENCE_MILLIS = 5000;
const known = new Map();
const panels = new Map();
let heardAt = Date.now();

// Calls `render` with a section's content whenever it or the language changed.
export function on(section, render) {
  const renders = panels.get(section) ?? [];
  renders.push(render);
  panels.set(section, renders);
}

export const section = (name) => known.get(name);

function show(name) {
  for (const render of panels.get(name) ?? []) render(known.get(name));
}

export function listen() {
  const stream = new EventSource('/api/stream');
  for (const name of panels.keys()) {
    stream.addEventListener(name, (event) => {
      heardAt = Date.now();
      byId('lost').hidden = true;
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

onLanguage(() => [...known.keys()].forEach(show));
setInterval(() => {
  byId('lost').hidden = Date.now() - heardAt < SILENCE_MILLIS;
}, 1000);
