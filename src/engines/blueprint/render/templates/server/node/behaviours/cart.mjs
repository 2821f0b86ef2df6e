// A basket over things for sale, and the checkout: what was in stock a moment ago is looked at again, and only then taken.
import { isoDate, isoTime } from '../../js/format.js';
import { entities } from '../../js/schema.js';
import { existing } from '../existing.mjs';
import { mustBeKnown } from '../permissions.mjs';
import { forbidden, Problem, refused, wrong } from '../problem.mjs';
import { titleOf } from '../titles.mjs';

/** With `orders`, each order is also written into that list. */
export function cart({ entity, price, stock, orders }) {
  const left = (record) => (stock ? Math.max(0, Number(record[stock] ?? 0)) : Infinity);
  const mine = ({ records, person }) => records.all('_basket', { createdBy: person?.id ?? null }).reverse();
  const lines = (context) => mine(context).map((line) => ({ line, record: context.records.find(entity, line.of) })).filter(({ record }) => record);

  function set(context, of, amount) {
    const { records, person } = context;
    const record = existing(context, entity, of);
    if (!Number.isSafeInteger(amount) || amount < 1) throw wrong('amount', 'How many? A whole number from 1.');
    if (amount > left(record)) throw refused(left(record) ? `Only ${left(record)} of ${titleOf(records, entity, record)} are there.` : `${titleOf(records, entity, record)} is sold out.`);
    const line = mine(context).find((one) => one.of === of);
    if (line) return { status: 200, record: records.change('_basket', line.id, { amount }) };
    return { status: 201, record: records.create('_basket', { of, amount }, person?.id) };
  }
  const own = (context, line) => {
    if (line.createdBy !== context.person?.id) throw forbidden('This is the basket of another person.');
  };

  function put({ context, params, body }) {
    mustBeKnown(context.person);
    if (!Number.isSafeInteger(body?.quantity) || body.quantity < 1) throw wrong('quantity', 'How many? A whole number from 1.');
    return context.db.transaction(() => {
      const line = mine(context).find((one) => one.of === params.id);
      set(context, params.id, (line?.amount ?? 0) + body.quantity);
      return { entity, record: context.records.find(entity, params.id) };
    }, context.person);
  }

  function order(context, body) {
    const { db, records, person } = context;
    const to = address(body);
    const bought = lines(context);
    if (!bought.length) throw refused('The basket is empty.');
    for (const { line, record } of bought) {
      if (line.amount > left(record)) throw refused(left(record) ? `Only ${left(record)} of ${titleOf(records, entity, record)} are left.` : `${titleOf(records, entity, record)} is sold out.`);
    }
    const items = bought.map(({ line, record }) => ({ description: titleOf(records, entity, record), quantity: line.amount, unitPrice: record[price] ?? 0 }));
    const total = items.reduce((sum, item) => sum + item.quantity * item.unitPrice, 0);
    const { number } = db.get('SELECT coalesce(max("number"), 1000) + 1 AS "number" FROM "_orders"');
    const made = records.create('_orders', { ...to, items, total, number }, person?.id);
    if (orders) records.create(orders, orderValues(orders, made), person?.id);
    for (const { line, record } of bought) {
      if (stock) records.change(entity, record.id, { [stock]: left(record) - line.amount }, person?.id);
      records.remove('_basket', line.id);
    }
    return { status: 201, record: made };
  }

  return {
    entity,
    open: orders ? { [orders]: [] } : {},
    routes: [
      { method: 'POST', path: `/api/${entity}/:id/basket`, handle: put },
      { method: 'POST', path: '/api/checkout', handle: ({ context, body }) => {
        mustBeKnown(context.person);
        const { record } = context.db.transaction(() => order(context, body ?? {}), context.person);
        return { entity: '_orders', record };
      } },
    ],
    collections: [{
      name: '_basket',
      isFor: (context, body) => Boolean(context.records.find(entity, body.of)) || body.createdBy !== undefined,
      add: (context, body) => set(context, body.of, body.amount),
      change(context, line, body) {
        own(context, line);
        return set(context, line.of, body.amount).record;
      },
      remove(context, line) {
        own(context, line);
        context.records.remove('_basket', line.id);
      },
    }, { name: '_orders', isFor: () => true, add: order }],
  };
}

/** Where an order goes, or an answer that names what is missing. */
function address(body) {
  const values = Object.fromEntries(['name', 'email', 'street', 'city'].map((name) => [name, typeof body[name] === 'string' ? body[name].trim().slice(0, 200) : '']));
  const errors = Object.entries(values).filter(([name, value]) => (name === 'email' ? !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value) : value === ''));
  if (errors.length) throw new Problem(400, 'The order has no complete address.', errors.map(([field]) => ({ field, message: `${field} is needed.` })));
  return values;
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
