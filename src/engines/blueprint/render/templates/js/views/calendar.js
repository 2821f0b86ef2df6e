// A month of days; on a narrow page only the days with something, one below the other.
import { hrefOf } from '../addresses.js';
import { clock, isoDate, longDay, monthName, plusDays } from '../format.js';
import { entities } from '../schema.js';
import { titleOf } from '../store.js';
import { badgesOf, notesOf } from '../parts/record.js';
import { button, el } from '../ui.js';
import { words } from '../words.js';

const weekdays = () => Array.from({ length: 7 }, (_, index) => new Intl.DateTimeFormat(navigator.language, { weekday: 'short' }).format(new Date(2024, 0, 1 + index)));

function shift(month, by) {
  const [year, number] = month.split('-').map(Number);
  return isoDate(new Date(year, number - 1 + by, 1)).slice(0, 7);
}

/** The Monday on or before the first of the month. */
function firstDay(month) {
  const [year, number] = month.split('-').map(Number);
  return plusDays(`${month}-01`, -((new Date(year, number - 1, 1).getDay() + 6) % 7));
}

export function calendar(records, { entity, by, query, state, write }) {
  const today = isoDate();
  const month = /^\d{4}-\d\d$/.test(state.month ?? '') ? state.month : today.slice(0, 7);
  const byDay = Map.groupBy ? Map.groupBy(records, (record) => (record[by] ?? '').slice(0, 10)) : group(records, by);
  const start = firstDay(month);
  const weeks = Array.from({ length: 6 }, (_, week) => Array.from({ length: 7 }, (_, day) => plusDays(start, week * 7 + day))).filter((week) => week.some((day) => day.startsWith(month)));
  const entry = (record) => el('li', {}, el('a', { href: hrefOf(entity, record.id), class: 'entry' },
    record[by].includes('T') ? el('span', { class: 'entry-time' }, clock(record[by])) : null, el('span', {}, titleOf(entity, record))), el('span', { class: 'strip small' }, badgesOf(entity, record), notesOf(entity, record)));
  const cell = (day) => {
    const mine = (byDay.get(day) ?? []).sort((a, b) => a[by].localeCompare(b[by]));
    return el('td', { role: 'cell', class: [day.startsWith(month) ? '' : 'other', day === today ? 'today' : '', mine.length ? '' : 'free'].join(' ').trim() || null },
      el('time', { datetime: day, class: 'day' }, el('span', { class: 'day-long' }, longDay(day)), el('span', { class: 'day-short', 'aria-hidden': 'true' }, String(Number(day.slice(8))))),
      mine.length ? el('ul', {}, mine.map(entry)) : null);
  };
  const head = el('div', { class: 'month-head' },
    button({ label: words.list.monthBefore, name: 'left', look: 'icon', hidden: true, press: () => write({ month: shift(month, -1), page: '' }) }),
    el('h2', { 'aria-live': 'polite' }, monthName(month)),
    button({ label: words.list.monthAfter, name: 'right', look: 'icon', hidden: true, press: () => write({ month: shift(month, 1), page: '' }) }),
    button({ label: words.list.today, look: 'quiet', press: () => write({ month: today.slice(0, 7), page: '' }) }));
  const quiet = weeks.flat().some((day) => day.startsWith(month) && byDay.has(day)) ? null : el('p', { class: 'aside month-empty' }, words.list.emptyMonth);
  return el('div', { class: 'month', 'data-query': query || null }, head, quiet,
    el('table', { class: 'month-grid', role: 'table' }, el('caption', { class: 'hidden' }, `${entities[entity].plural}, ${monthName(month)}`),
      el('thead', { role: 'rowgroup' }, el('tr', { role: 'row' }, weekdays().map((name) => el('th', { scope: 'col', role: 'columnheader' }, name)))),
      el('tbody', { role: 'rowgroup' }, weeks.map((week) => el('tr', { role: 'row' }, week.map(cell))))));
}

function group(records, by) {
  const days = new Map();
  for (const record of records) {
    const day = (record[by] ?? '').slice(0, 10);
    days.set(day, [...(days.get(day) ?? []), record]);
  }
  return days;
}
