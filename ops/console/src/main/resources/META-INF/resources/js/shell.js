// What every page has: the bar with state and orders, the places to go, the way to speak and shine.
// A page imports this first, then its own panels, then calls begin().
import { byId, drawing, element } from './dom.js';
import { language, onLanguage, speak, t } from './language.js';
import { read } from './listing.js';
import { listen } from './live.js';
import { meet, onAccess, signIn, signOut, who } from './orders.js';

// In the order of a document's way through the factory. A page is listed here when it works.
const PLACES = ['overview', 'sources', 'corpus', 'document', 'training', 'evaluations', 'registry', 'artifacts', 'nodes', 'topics', 'logs', 'settings', 'rest', 'chat'];
const here = location.pathname.replace(/^\/|\.html$/g, '') || 'overview';

function emblem() {
  return drawing('svg', { viewBox: '0 0 32 32', 'aria-hidden': true },
    drawing('rect', { width: 32, height: 32, rx: 7, fill: 'var(--accent)' }),
    drawing('g', { fill: 'none', stroke: 'var(--accent-ink)', 'stroke-width': 2.4, 'stroke-linecap': 'round', 'stroke-linejoin': 'round' },
      drawing('path', { d: 'M6 10h5l5 6 5-6h5' }), drawing('path', { d: 'M6 22h5l5-6 5 6h5', opacity: 0.62 })),
    drawing('circle', { cx: 16, cy: 16, r: 2.6, fill: 'var(--accent-ink)' }));
}

function bar() {
  byId('top').replaceChildren(
    element('a', { class: 'skip', href: '#main', 'data-t': 'skip' }),
    element('a', { class: 'brand', href: '/' }, emblem(), element('span', {}, 'AI Factory Engine')),
    element('div', { class: 'state', id: 'state', role: 'status', 'aria-live': 'off' }),
    element('p', { class: 'said', id: 'control-said', role: 'status' }),
    element('div', { class: 'acts' },
      element('a', { id: 'database', class: 'tag accent', target: '_blank', rel: 'noopener', hidden: true, 'data-t': 'configuration.database' }),
      element('span', { class: 'faint', id: 'who' }),
      element('button', { id: 'sign', class: 'quiet', 'data-t': 'sign.in' }),
      element('button', { id: 'ignite', class: 'main', 'data-t': 'ignite' }),
      element('button', { id: 'shutdown', 'data-t': 'shutdown' }),
      element('select', { id: 'language', 'data-label': 'language' }, element('option', { value: 'en' }, 'English'), element('option', { value: 'ja' }, '日本語')),
      element('button', { id: 'theme', class: 'quiet', 'data-label': 'theme' }, '◐')));
  byId('language').value = language();
  byId('language').onchange = (event) => speak(event.target.value);
  byId('theme').onclick = () => {
    const dark = document.documentElement.dataset.theme === 'dark'
      || (!document.documentElement.dataset.theme && matchMedia('(prefers-color-scheme: dark)').matches);
    document.documentElement.dataset.theme = dark ? 'light' : 'dark';
    localStorage.setItem('theme', dark ? 'light' : 'dark');
    dispatchEvent(new Event('theme'));
  };
}

function places() {
  byId('places').dataset.label = 'places';
  byId('places').replaceChildren(...PLACES.map((name) => element('a', {
    href: name === 'overview' ? '/' : `/${name}`, 'data-t': `place.${name}`, 'aria-current': name === here ? 'page' : null })));
  byId('places').querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
}

function sign() {
  const { actor, role } = who();
  byId('who').textContent = actor === null ? '' : actor === 'admin' ? actor : `${actor} · ${t(`role.${role}`)}`;
  byId('sign').dataset.t = role === null ? 'sign.in' : 'sign.out';
  byId('sign').textContent = t(byId('sign').dataset.t);
}

// The console of the database, where somebody runs one.
function database() {
  read('/api/runtime-config').then(({ db_ui_url: address }) => {
    if (!/^https?:\/\//.test(address)) return;
    byId('database').href = address;
    byId('database').hidden = false;
  }).catch(() => {});
}

bar();
places();
database();
byId('sign').onclick = () => (who().role === null ? signIn('') : signOut());
onAccess(sign);
onLanguage(sign);
onLanguage(() => { document.title = `${t(`place.${here}`)} · AI Factory Engine`; });

/** Everything is registered: speak the language and listen to the factory. */
export function begin() {
  speak(language());
  meet().catch(() => {});
  listen();
}
