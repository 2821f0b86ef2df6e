// How much it was, day by day and week by week.
import { columns } from '../charts.js';
import { isoDate, money, number, plusDays } from '../format.js';
import { sumOf } from '../parts/numbers.js';
import { entities } from '../schema.js';
import { all } from '../store.js';
import { el, section } from '../ui.js';
import { words } from '../words.js';

export function trend({ entity, date, amount, title, days = 14 }) {
  const field = entities[entity].fields.find((one) => one.id === amount);
  const write = (value) => (field.type === 'money' ? money(value, field.currency) : number(value, field.unit));
  const between = (from, to) => sumOf(entity, amount, all(entity).filter((record) => { const day = (record[date] ?? '').slice(0, 10); return day > from && day <= to; }));
  const today = isoDate();
  const rows = Array.from({ length: days }, (_, index) => plusDays(today, index - days + 1)).map((day) => ({ label: String(Number(day.slice(8))), value: between(plusDays(day, -1), day) }));
  const [week, before] = [between(plusDays(today, -7), today), between(plusDays(today, -14), plusDays(today, -7))];
  return section(title, el('div', { class: 'trend' },
    el('div', {}, el('p', { class: 'eyebrow' }, words.home.week), el('p', { class: 'huge figure' }, write(week)), el('p', { class: 'aside' }, words.home.weekBefore(write(before)))),
    columns(field.label, rows, (value) => (field.type === 'money' ? number(value / 100) : number(value)))));
}
