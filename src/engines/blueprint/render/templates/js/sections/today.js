// What is to be ticked off today, with the week behind it.
import { emptyList } from '../parts/detail.js';
import { notesOf, titleLink } from '../parts/record.js';
import { all } from '../store.js';
import { bar, el, section } from '../ui.js';
import { words } from '../words.js';

export function today({ streak, title }) {
  const list = all(streak.entity).reverse();
  if (!list.length) return emptyList(streak.entity);
  const done = list.filter(streak.isDone).length;
  const row = (record) => el('li', { class: streak.isDone(record) ? 'habit done' : 'habit' }, el('div', { class: 'habit-name' }, el('h3', {}, titleLink(streak.entity, record)), el('div', { class: 'strip' }, notesOf(streak.entity, record))), streak.week(record));
  return section(title, [el('div', { class: 'today-sum' }, el('p', { class: 'huge figure' }, words.streak.of(done, list.length)), bar(done / list.length, title, 'good')), el('ul', { class: 'habits' }, list.map(row))]);
}
