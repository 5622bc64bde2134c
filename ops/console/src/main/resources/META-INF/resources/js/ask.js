import { element, opened } from './dom.js';
import { t } from './language.js';

/**
 * Asks a person to confirm with a reason. Resolves to { reason, force } or null.
 * settings: title, why; force = whether overruling is offered; body = more to see before deciding;
 * optional = the reason may be empty; reasoned = false when there is none to give.
 */
export function askReason({ title, why, force = false, body = [], optional = false, reasoned = true, act = t('ask.do') }) {
  const reason = element('input', { maxlength: 2000, required: !optional, 'aria-label': t('ask.reason'), placeholder: t('ask.reason'), id: 'ask-reason' });
  const forced = element('input', { type: 'checkbox', id: 'ask-force' });
  return new Promise((resolve) => {
    const end = (value) => { close(); resolve(value); };
    const form = element('form', { method: 'dialog', onsubmit: (event) => { event.preventDefault(); end({ reason: reason.value.trim(), force: forced.checked }); } },
      element('h2', { id: 'ask-title' }, title), element('p', {}, why), body, reasoned ? reason : '',
      force ? element('label', { class: 'tick' }, forced, element('span', {}, t('ask.force'))) : '',
      element('div', { class: 'acts' },
        element('button', { type: 'button', id: 'ask-cancel', onclick: () => end(null) }, t('cancel')),
        element('button', { class: 'main', id: 'ask-do' }, act)));
    const dialog = element('dialog', { class: 'asking', 'aria-labelledby': 'ask-title', oncancel: () => end(null) }, form);
    const close = opened(dialog);
    if (reasoned) reason.focus();
  });
}
