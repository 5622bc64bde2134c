// The map of the page: each panel registers what it shows, then the live stream begins.
import { byId } from './dom.js';
import { language, speak } from './language.js';
import { listen } from './live.js';
import './panel/header.js';
import './panel/flow.js';
import './panel/curve.js';
import './panel/gate.js';
import './panel/corpus.js';
import './panel/sources.js';
import './panel/policies.js';
import './panel/machines.js';
import './panel/chat.js';

byId('language').value = language();
byId('language').onchange = (event) => speak(event.target.value);
speak(language());
listen();
