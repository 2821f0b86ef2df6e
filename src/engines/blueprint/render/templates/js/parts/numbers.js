// Numbers about the records, for figures and charts.
import { fieldText } from '../fields/index.js';
import { isoDate, monthName } from '../format.js';
import { entities } from '../schema.js';
import { all } from '../store.js';
import { el } from '../ui.js';

const fieldOf = (entity, name) => entities[entity].fields.find((field) => field.id === name);

/** The value of a field as a number: money and line items in cents. */
export function valueOf(entity, name, record) {
  const field = fieldOf(entity, name);
  if (field.type === 'line_items') return Math.round(Number(fieldText(field, record[name])) * 100);
  return Number(record[name] ?? 0);
}

/** The sum of a field. */
export const sumOf = (entity, name, records = all(entity)) => records.reduce((sum, record) => sum + valueOf(entity, name, record), 0);

/** The mean of a field over the records that have it. */
export function meanOf(entity, name) {
  const list = all(entity).filter((record) => record[name]);
  return list.length ? sumOf(entity, name, list) / list.length : 0;
}

/** How many records (or how much of `amount`) for each value of a field, the most first. */
export function groups(entity, name, amount) {
  const field = fieldOf(entity, name);
  const order = field.options?.map((one) => one.value ?? one);
  const sums = new Map(order?.map((value) => [value, 0]));
  for (const record of all(entity)) {
    const labels = field.type === 'tags' ? record[name] ?? [] : [fieldText(field, record[name]) || '–'];
    for (const label of labels) sums.set(label, (sums.get(label) ?? 0) + (amount ? valueOf(entity, amount, record) : 1));
  }
  const rows = [...sums].map(([label, value]) => ({ label, value, tone: field.options?.find((one) => one.value === label)?.tone }));
  return field.type === 'status' ? rows : rows.sort((a, b) => b.value - a.value).slice(0, 8);
}

/** The last six months: how many records, or how much of `amount`. */
export function months(entity, date, amount, past = 5, ahead = 0) {
  const now = new Date();
  return Array.from({ length: past + 1 + ahead }, (_, index) => isoDate(new Date(now.getFullYear(), now.getMonth() - past + index, 1)).slice(0, 7)).map((month) => {
    const mine = all(entity).filter((record) => (record[date] ?? '').startsWith(month));
    return { label: monthName(month, 'short'), value: amount ? sumOf(entity, amount, mine) : mine.length };
  });
}

/** A number with its name, and a word about it. */
export function figure(label, value, { note, href, tone } = {}) {
  const content = [el('span', { class: 'figure-label' }, label), el('strong', { class: 'figure-value' }, value), note ? el('span', { class: 'figure-note' }, note) : null];
  return el('li', { class: `figure-card ${tone ?? ''}` }, href ? el('a', { href }, content) : content);
}

/** A row of figures. */
export const figures = (list) => el('ul', { class: 'figures' }, list);
