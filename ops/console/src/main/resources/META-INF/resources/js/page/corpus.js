// What the factory has read and what it thinks of it: counts, rejections, policies, datasets.
import { begin } from '../shell.js';
import '../panel/header.js';
import '../panel/held.js';
import '../panel/rejected.js';
import '../panel/policies.js';
import '../panel/datasets.js';

begin();
