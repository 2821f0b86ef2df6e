// What is owed: the sum in large, how late it is, whose turn it is.
import { band } from '../charts.js';
import { hrefOf } from '../addresses.js';
import { daysFromNow, money } from '../format.js';
import { actionsOf, badgesOf, meta, titleLink } from '../parts/record.js';
import { el, link, section } from '../ui.js';
import { words } from '../words.js';
import { entities } from '../schema.js';

export function owed({ payments, due }) {
  const open = payments.open();
  const sum = (list) => list.reduce((total, record) => total + payments.balance(record), 0);
  const late = (from, to) => sum(open.filter((record) => { const days = due ? -(daysFromNow(record[due.date]) ?? 0) : 0; return days > from && days <= to; }));
  const write = (cents) => money(cents, payments.currency);
  const overdue = late(0, Infinity);
  const rows = [[words.owed.notDue, late(-Infinity, 0), 'good'], [words.owed.days('1–30'), late(0, 30), 'warning'], [words.owed.days('31–60'), late(30, 60), 'late'], [words.owed.days('60+'), late(60, Infinity), 'bad']];
  return el('section', { class: 'owed', 'aria-labelledby': 'owed-title' },
    el('div', { class: 'owed-sum' }, el('h2', { id: 'owed-title', class: 'eyebrow' }, words.owed.title), el('p', { class: 'huge figure' }, write(payments.outstanding())),
      el('p', { class: overdue ? 'owed-late' : 'aside' }, overdue ? words.owed.late(write(overdue)) : words.owed.none)),
    due ? band(words.owed.age, rows.map(([label, value, tone]) => ({ label, value, tone })), write) : null);
}

/** The open ones, the most late first. */
export function chase({ entity, payments, due, title, limit = 6 }) {
  const list = (due ? payments.open().sort((a, b) => (a[due.date] ?? '').localeCompare(b[due.date] ?? '')) : payments.open()).slice(0, limit);
  const rows = list.map((record) => el('li', {}, el('div', { class: 'row-main' }, titleLink(entity, record), meta(entity, record, { skip: ['line_items', 'money', 'status'] })),
    el('div', { class: 'row-end' }, badgesOf(entity, record), el('strong', { class: 'figure' }, money(payments.balance(record), payments.currency)), actionsOf(entity, record))));
  return section(title, rows.length ? el('ul', { class: 'rows' }, rows) : el('p', { class: 'aside' }, words.owed.nothing), { more: link(hrefOf(entity), words.home.every(entities[entity].plural.toLowerCase())) });
}
