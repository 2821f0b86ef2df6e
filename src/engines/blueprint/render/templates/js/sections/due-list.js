// What is late and what is next.
import { actionsOf, badgesOf, meta, titleLink } from '../parts/record.js';
import { el, section } from '../ui.js';
import { words } from '../words.js';

export function dueList({ due, title, limit = 6 }) {
  const list = [...due.overdue(), ...due.upcoming()].slice(0, limit);
  const row = (record) => el('li', {}, el('div', { class: 'row-main' }, titleLink(due.entity, record), meta(due.entity, record, { skip: ['status'] })), el('div', { class: 'row-end' }, badgesOf(due.entity, record), actionsOf(due.entity, record)));
  return section(title, list.length ? el('ul', { class: 'rows' }, list.map(row)) : el('p', { class: 'calm' }, words.due.nothing), { tone: due.overdue().length ? 'urgent' : 'quiet' });
}
