// What runs low, as levels that can be filled up on the spot.
import { emptyList } from '../parts/detail.js';
import { meta, titleLink } from '../parts/record.js';
import { all } from '../store.js';
import { el, link, section } from '../ui.js';
import { words } from '../words.js';
import { number } from '../format.js';

export function levels({ stock, threshold, title, limit = 8 }) {
  const low = stock.low();
  if (!all(stock.entity).length) return emptyList(stock.entity);
  const row = (record) => el('li', { class: 'level' }, el('div', { class: 'level-name' }, el('h3', {}, titleLink(stock.entity, record)), meta(stock.entity, record, { skip: ['number', 'money'] })),
    el('div', { class: 'level-bar' }, stock.gauge(record), el('span', { class: 'aside' }, words.stock.atLeast(number(record[threshold] ?? 0)))), stock.stepper(record));
  return section(title, low.length ? el('ul', { class: 'levels' }, low.slice(0, limit).map(row)) : el('p', { class: 'calm' }, words.stock.fine),
    { tone: low.length ? 'urgent' : 'quiet', more: low.length > limit ? link('#/running-low', words.stock.all(low.length)) : null });
}
