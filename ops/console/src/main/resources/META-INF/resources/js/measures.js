import { element } from './dom.js';
import { figure, t } from './language.js';

const number = (value) => (value === null || value === undefined ? '–' : figure(value, Number.isInteger(value) ? 0 : 3));

/** What a filter measured, against its bound. */
export const measured = (each) => (each.measure === null || each.measure === undefined ? '' : t('rejected.measured', { measure: number(each.measure), threshold: number(each.threshold) }));

/** A way to everything about one document. */
export const trace = (target) => element('a', { class: 'faint', href: `/document?target=${encodeURIComponent(target)}` }, t('document.open'));
