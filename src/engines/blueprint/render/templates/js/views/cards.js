// Cards with covers.
import { actionsOf, badgesOf, coverOf, excerpt, meta, notesOf, titleLink } from '../parts/record.js';
import { el } from '../ui.js';

/** One card; sections of the home page use it too. */
export function card(entity, record, { query, covers = true, level = 'h2' } = {}) {
  const acts = actionsOf(entity, record);
  const said = [...badgesOf(entity, record), ...notesOf(entity, record)];
  const text = excerpt(entity, record, 110);
  return el('article', { class: covers ? 'card with-cover' : 'card' },
    covers ? coverOf(entity, record) : null,
    el('div', { class: 'card-body' },
      el(level, { class: 'card-title' }, titleLink(entity, record, query)),
      text && !covers ? el('p', { class: 'card-text' }, text) : null,
      meta(entity, record, { query }),
      said.length ? el('div', { class: 'strip' }, said) : null,
      acts.length ? el('div', { class: 'card-actions' }, acts) : null));
}

export function cards(records, { entity, query, covers }) {
  return el('ul', { class: covers ? 'card-grid' : 'card-grid bare' }, records.map((record) => el('li', {}, card(entity, record, { query, covers }))));
}
