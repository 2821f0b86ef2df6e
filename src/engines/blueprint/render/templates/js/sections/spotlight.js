// One thing put forward: large, with its picture.
import { hrefOf } from '../addresses.js';
import { hash, isoDate } from '../format.js';
import { coverOf, excerpt, meta, notesOf, badgesOf } from '../parts/record.js';
import { all, titleOf } from '../store.js';
import { el, linkButton } from '../ui.js';
import { words } from '../words.js';

/** `pick` narrows what may be put forward; another one comes each day. */
export function spotlight({ entity, title, action, pick = () => true }) {
  const list = all(entity);
  const fitting = list.filter(pick);
  const from = fitting.length ? fitting : list;
  if (!from.length) return null;
  const record = from[hash(isoDate()) % from.length];
  const said = [...badgesOf(entity, record), ...notesOf(entity, record)];
  return el('section', { class: 'spotlight', 'aria-labelledby': 'spotlight-title' }, coverOf(entity, record, { large: true }),
    el('div', { class: 'spotlight-text' }, el('p', { class: 'eyebrow' }, title),
      el('h2', { id: 'spotlight-title' }, el('a', { class: 'title-link', href: hrefOf(entity, record.id) }, titleOf(entity, record))),
      el('p', { class: 'lead' }, excerpt(entity, record, 200)), meta(entity, record), said.length ? el('div', { class: 'strip' }, said) : null,
      linkButton({ label: action ?? words.action.open, look: 'main', href: hrefOf(entity, record.id), 'aria-label': `${action ?? words.action.open}: ${titleOf(entity, record)}` })));
}
