// A column of titles with the text beside it.
import { hrefOf } from '../addresses.js';
import { titleOf } from '../store.js';
import { badgesOf, excerpt, longFields, meta, notesOf, titleLink } from '../parts/record.js';
import { el, highlight } from '../ui.js';
import { relative } from '../format.js';
import { words } from '../words.js';
import { entities } from '../schema.js';
import { fieldText } from '../fields/index.js';

export function pages(records, { entity, query, state, write, groupBy }) {
  const current = records.find((record) => record.id === state.at) ?? records[0];
  const open = (record) => (event) => { event.preventDefault(); write({ at: record.id }); document.querySelector('.index [aria-current]')?.focus(); };
  const entry = (record) => el('li', {}, el('a', { href: hrefOf(entity, record.id), 'aria-current': record === current ? 'true' : null, onclick: open(record) }, highlight(titleOf(entity, record), query)));
  const field = entities[entity].fields.find((one) => one.id === groupBy);
  const names = field ? [...new Set(records.map((record) => fieldText(field, record[field.id])))].sort() : [''];
  const inGroup = (name) => records.filter((record) => !field || fieldText(field, record[field.id]) === name);
  const index = el('nav', { class: 'index', 'aria-label': entities[entity].plural },
    names.map((name) => [name ? el('p', { class: 'index-group' }, name) : null, el('ul', {}, inGroup(name).map(entry))]));
  const said = [...badgesOf(entity, current), ...notesOf(entity, current)];
  const texts = longFields(entity, current).map((one) => one.node);
  return el('div', { class: 'reader' }, index, el('article', { class: 'reading' },
    el('h2', { class: 'reading-title' }, titleLink(entity, current, query)), meta(entity, current), said.length ? el('div', { class: 'strip' }, said) : null,
    texts.length ? texts : el('p', {}, excerpt(entity, current)),
    el('p', { class: 'stamp' }, el('a', { href: hrefOf(entity, current.id) }, words.action.open), ` · ${words.said.changed(relative(current.updatedAt))}`)));
}
