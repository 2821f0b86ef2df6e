// Newest first, with the beginning of the text.
import { nameOf } from '../access.js';
import { relative } from '../format.js';
import { actionsOf, badgesOf, excerpt, meta, notesOf, titleLink } from '../parts/record.js';
import { el, highlight } from '../ui.js';

/** One entry; sections of the home page use it too. */
export function post(entity, record, { query, level = 'h2' } = {}) {
  const by = nameOf(record.createdBy);
  return el('article', { class: 'post' },
    el('div', { class: 'post-side' }, actionsOf(entity, record)),
    el('div', { class: 'post-main' },
      el(level, { class: 'post-title' }, titleLink(entity, record, query)),
      el('p', { class: 'post-text' }, highlight(excerpt(entity, record, 240), query)),
      meta(entity, record, { query }),
      el('div', { class: 'strip' }, badgesOf(entity, record), notesOf(entity, record), el('span', { class: 'aside' }, [by, relative(record.createdAt)].filter(Boolean).join(' · ')))));
}

export function feed(records, { entity, query }) {
  return el('ol', { class: 'feed' }, records.map((record) => el('li', {}, post(entity, record, { query }))));
}
