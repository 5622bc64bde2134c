// Who may do what here, and which settings are in force.
import { begin } from '../shell.js';
import '../panel/header.js';
import '../panel/keys.js';
import '../panel/audit.js';
import '../panel/configuration.js';

begin();
