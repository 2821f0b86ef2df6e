// What comes next, day by day.
import { hrefOf } from '../addresses.js';
import { clock, daysFromNow, longDay, relative } from '../format.js';
import { emptyList } from '../parts/detail.js';
import { actionsOf, badgesOf, meta, notesOf, titleLink } from '../parts/record.js';
import { entities } from '../schema.js';
import { all } from '../store.js';
import { el, link, section } from '../ui.js';
import { words } from '../words.js';

const dayLabel = (day) => (Math.abs(daysFromNow(day)) <= 1 ? relative(day).replace(/^./, (letter) => letter.toUpperCase()) : longDay(day));

export function agenda({ entity, date, title, days = 4 }) {
  const coming = all(entity).filter((record) => record[date] && daysFromNow(record[date]) >= 0).sort((a, b) => a[date].localeCompare(b[date]));
  const names = [...new Set(coming.map((record) => record[date].slice(0, 10)))].slice(0, days);
  const entry = (record) => el('li', { class: 'slot' },
    el('p', { class: 'slot-time figure' }, record[date].includes('T') ? clock(record[date]) : words.home.allDay),
    el('div', { class: 'slot-main' }, el('h4', {}, titleLink(entity, record)), meta(entity, record, { skip: ['date', 'date_time'] })),
    el('div', { class: 'slot-end' }, badgesOf(entity, record), notesOf(entity, record), actionsOf(entity, record)));
  const day = (name) => el('div', { class: daysFromNow(name) === 0 ? 'agenda-day today' : 'agenda-day' },
    el('h3', {}, dayLabel(name), Math.abs(daysFromNow(name)) <= 1 ? el('span', { class: 'aside' }, ` ${longDay(name)}`) : null),
    el('ul', {}, coming.filter((record) => record[date].startsWith(name)).map(entry)));
  return section(title, names.length ? el('div', { class: 'agenda' }, names.map(day)) : emptyList(entity), { more: link(hrefOf(entity), words.home.every(entities[entity].plural.toLowerCase())) });
}
