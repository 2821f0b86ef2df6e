// A basket over things for sale.
import { isoDate, isoTime, money } from '../format.js';
import { entities } from '../schema.js';
import { {{server:perform, :}}all, create, find, remove, titleOf, update } from '../store.js';
import { me, whenKnown } from '../access.js';
import { badge, button, toast } from '../ui.js';
import { words } from '../words.js';

/** With `orders`, each order is also written into that list. */
export function cart({ entity, price, stock, currency, orders }) {
  const mine = () => all('_basket').filter((line) => line.createdBy === me().id && find(entity, line.of)).reverse();
  const left = (record) => (stock ? Math.max(0, Number(record[stock] ?? 0)) : Infinity);
  const lineOf = (record) => mine().find((line) => line.of === record.id);
  const set = (record, amount) => {
    const line = lineOf(record);
    const next = Math.min(amount, left(record));
    if (next < 1) return line ? remove('_basket', line.id).undo : () => {};
    if (line) return update('_basket', line.id, { amount: next });
    const made = {{server:perform({ method: 'POST', path: [entity, record.id, 'basket'], body: { quantity: next } }, () => :}}create('_basket', { of: record.id, amount: next }, me().id){{server:):}};
    return () => remove('_basket', made.id);
  };
  const add = (record) => whenKnown(() => toast(words.cart.added(titleOf(entity, record)), set(record, (lineOf(record)?.amount ?? 0) + 1)));
  const lines = () => mine().map((line) => ({ line, record: find(entity, line.of) }));
  const total = () => lines().reduce((sum, { line, record }) => sum + line.amount * (record[price] ?? 0), 0);
  const order = (values) => {{server:perform({ method: 'POST', path: ['checkout'], body: values, gives: '_orders' }, () => :}}{
    const items = lines().map(({ line, record }) => ({ description: titleOf(entity, record), quantity: line.amount, unitPrice: record[price] ?? 0 }));
    const made = create('_orders', { ...values, items, total: total(), number: 1001 + all('_orders').length }, me().id);
    if (orders) create(orders, orderValues(orders, made), me().id);
    for (const { line, record } of lines()) {
      if (stock) update(entity, record.id, { [stock]: left(record) - line.amount });
      remove('_basket', line.id);
    }
    return made;
  }{{server:):}};
  return {
    entity, currency, lines, total, set, order, left,
    orders: () => all('_orders').filter((one) => one.createdBy === me().id),
    amount: () => mine().reduce((sum, line) => sum + line.amount, 0),
    lineTotal: ({ line, record }) => money(line.amount * (record[price] ?? 0), currency),
    badges: (record) => (left(record) === 0 ? [badge(words.cart.soldOut, 'bad')] : left(record) <= 3 ? [badge(words.cart.few(left(record)), 'warning')] : []),
    actions: (record) => [button({ label: left(record) ? words.cart.add : words.cart.soldOut, name: 'bag', look: 'main small', disabled: left(record) <= (lineOf(record)?.amount ?? 0), 'aria-label': `${words.cart.add}: ${titleOf(entity, record)}`, press: () => add(record) })],
  };
}

/** An order as a record of the list of orders, field by field. */
function orderValues(entity, order) {
  const lines = order.items.map((item) => `${item.quantity} × ${item.description}`);
  const byType = {
    email: order.email, money: order.total, line_items: order.items, lines, date: isoDate(), date_time: isoTime(), long_text: `${order.name}\n${order.street}\n${order.city}`,
  };
  const [first, ...others] = entities[entity].fields;
  const value = (field) => (field.type === 'text' ? (/name|customer|buyer|who/i.test(field.id) ? order.name : '') : field.type === 'status' ? field.options[0]?.value : byType[field.type]);
  return { ...Object.fromEntries(others.map((field) => [field.id, value(field)])), [first.id]: String(order.number) };
}
