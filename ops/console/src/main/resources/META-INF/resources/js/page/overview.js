// The factory at a glance.
import { begin } from '../shell.js';
import '../panel/header.js';
import '../panel/flow.js';
import '../panel/curve.js';
import '../panel/gate.js';
import '../panel/corpus.js';
import '../panel/machines.js';

begin();
