// Rows of description, quantity and unit price, with totals that follow while one types.
import { fromCents, money, number, toCents } from '../format.js';
import { button, el } from '../ui.js';
import { words } from '../words.js';

/** The total of the rows in cents. */
export function totalOf(rows) {
  return (rows ?? []).reduce((sum, row) => sum + Math.round((row.quantity ?? 0) * (row.unitPrice ?? 0)), 0);
}

function row(item, currency, changed, drop) {
  const label = (name) => ({ 'aria-label': words.field.item[name], 'data-label': words.field.item[name], oninput: changed });
  const description = el('input', { type: 'text', ...label('description'), value: item.description ?? '' });
  const quantity = el('input', { type: 'number', step: 'any', min: 0, ...label('quantity'), value: item.quantity ?? 1 });
  const price = el('input', { type: 'text', inputmode: 'decimal', ...label('price'), value: fromCents(item.unitPrice) });
  const sum = el('output', { class: 'figure' });
  const node = el('li', { class: 'item-row' }, description, quantity, price, sum,
    button({ label: words.field.item.remove, name: 'close', look: 'icon', hidden: true, press: () => drop(node) }));
  const read = () => ({ description: description.value.trim(), quantity: Number(quantity.value), unitPrice: price.value.trim() === '' ? 0 : toCents(price.value) ?? Number.NaN });
  const isBlank = () => description.value.trim() === '' && price.value.trim() === '';
  const paint = () => { sum.textContent = money(totalOf([read()]) || 0, currency); };
  return { node, read, isBlank, paint, description };
}

export const line_items = {
  group: true,
  edit(field, value, attrs) {
    let rows = [];
    const list = el('ul', { class: 'item-rows' });
    const total = el('output', { class: 'figure', 'aria-live': 'polite' });
    const read = () => rows.filter((one) => !one.isBlank()).map((one) => one.read());
    const changed = () => {
      rows.forEach((one) => one.paint());
      total.textContent = money(totalOf(read()) || 0, field.currency);
    };
    const drop = (node) => {
      rows = rows.filter((one) => one.node !== node);
      node.remove();
      changed();
      add.focus();
    };
    const append = (item) => {
      const one = row(item, field.currency, changed, drop);
      rows.push(one);
      list.append(one.node);
      changed();
      return one;
    };
    const add = button({ label: words.field.item.add, name: 'plus', press: () => append({}).description.focus() });
    (value?.length ? value : [{}]).forEach(append);
    const head = el('div', { class: 'item-row item-head', 'aria-hidden': 'true' }, ['description', 'quantity', 'price', 'sum'].map((name) => el('span', {}, words.field.item[name])), el('span'));
    const node = el('div', { class: 'items-edit', id: attrs.id }, head, list, el('div', { class: 'items-foot' }, add, el('p', {}, `${words.field.item.total} `, total)));
    return { node, control: rows[0].description, read };
  },
  show(field, value, { brief } = {}) {
    if (brief) return el('span', { class: 'figure' }, money(totalOf(value), field.currency));
    if (!value?.length) return null;
    const cells = (item) => [
      el('td', { role: 'cell' }, item.description), el('td', { role: 'cell', class: 'end' }, number(item.quantity)),
      el('td', { role: 'cell', class: 'end' }, money(item.unitPrice, field.currency)), el('td', { role: 'cell', class: 'end' }, money(totalOf([item]), field.currency))];
    return el('table', { class: 'items', role: 'table' }, el('caption', { class: 'hidden' }, field.label),
      el('thead', { role: 'rowgroup' }, el('tr', { role: 'row' }, ['description', 'quantity', 'price', 'sum'].map((name, at) => el('th', { scope: 'col', role: 'columnheader', class: at ? 'end' : null }, words.field.item[name])))),
      el('tbody', { role: 'rowgroup' }, value.map((item) => el('tr', { role: 'row' }, cells(item)))),
      el('tfoot', { role: 'rowgroup' }, el('tr', { role: 'row' }, el('th', { scope: 'row', role: 'rowheader', colspan: 3, class: 'end' }, words.field.item.total), el('td', { role: 'cell', class: 'end total' }, money(totalOf(value), field.currency)))));
  },
  text: (field, value) => fromCents(totalOf(value)),
};
