// Rows and columns; on a narrow page each row becomes a small card.
import { showField } from '../fields/index.js';
import { entities } from '../schema.js';
import { actionsOf, badgesOf, listFields, notesOf, titleLink } from '../parts/record.js';
import { button, el } from '../ui.js';
import { words } from '../words.js';

const numeric = ['number', 'money', 'line_items'];

export function table(records, { entity, query, state, write }) {
  const [first] = entities[entity].fields;
  const fields = listFields(entity);
  const head = [first, ...fields].map((field) => {
    const [name, direction] = state.sort.split(':');
    const mine = name === field.id;
    const next = mine && direction === 'up' ? 'down' : 'up';
    return el('th', { scope: 'col', role: 'columnheader', class: numeric.includes(field.type) ? 'end' : null, 'aria-sort': mine ? (direction === 'up' ? 'ascending' : 'descending') : null },
      button({ label: field.label, look: 'sort', name: mine ? (direction === 'up' ? 'up' : 'down') : null, press: () => write({ sort: `${field.id}:${next}` }) }));
  });
  const acts = records.some((record) => actionsOf(entity, record).length);
  const row = (record) => el('tr', { role: 'row' },
    el('th', { scope: 'row', role: 'rowheader', class: 'row-title' }, titleLink(entity, record, query), extra(entity, record)),
    fields.map((field) => el('td', { role: 'cell', class: numeric.includes(field.type) ? 'end' : null, 'data-label': field.label }, showField(field, record[field.id], { query, record, brief: true }) ?? el('span', { class: 'none' }, '–'))),
    acts ? el('td', { role: 'cell', class: 'row-actions' }, actionsOf(entity, record)) : null);
  return el('table', { class: 'table', role: 'table' }, el('caption', { class: 'hidden' }, entities[entity].plural),
    el('thead', { role: 'rowgroup' }, el('tr', { role: 'row' }, head, acts ? el('th', { scope: 'col', role: 'columnheader' }, el('span', { class: 'hidden' }, words.list.actions)) : null)),
    el('tbody', { role: 'rowgroup' }, records.map(row)));
}

function extra(entity, record) {
  const items = [...badgesOf(entity, record), ...notesOf(entity, record)];
  return items.length ? el('span', { class: 'row-extra' }, items) : null;
}
