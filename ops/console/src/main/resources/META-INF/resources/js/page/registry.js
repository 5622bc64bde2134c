// Models: what serves, what could, and what the gate says.
import { begin } from '../shell.js';
import '../panel/header.js';
import '../panel/gate.js';
import { askReason } from '../ask.js';
import { byId } from '../dom.js';
import { t } from '../language.js';
import { tell } from '../orders.js';

async function act(rollback) {
  const asked = await askReason({ title: t(rollback ? 'gate.rollback' : 'gate.promote'), why: t(rollback ? 'gate.rollback.why' : 'gate.promote.why'), force: !rollback });
  if (asked) tell(byId('gate-said'), rollback ? '/api/models/rollback' : '/api/models/promote', asked, (answer) => answer.message);
}

byId('promote').onclick = () => act(false);
byId('rollback').onclick = () => act(true);
begin();
