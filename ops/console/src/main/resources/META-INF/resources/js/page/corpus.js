// What the factory has read and what it thinks of it.
import { begin } from '../shell.js';
import '../panel/header.js';
import '../panel/corpus.js';
import '../panel/policies.js';
import '../panel/datasets.js';

begin();
