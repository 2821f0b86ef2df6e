// Payments reduce what is owed; with nothing left to pay the status follows.
import { isoDate } from '../../js/format.js';
import { entities } from '../../js/schema.js';
import { existing } from '../existing.mjs';
import { must } from '../permissions.mjs';
import { wrong } from '../problem.mjs';
import { checkFilled, isEmpty, known } from '../values.mjs';

export function payments({ entity, amount, payment, invoice, paidField, status, paid }) {
  const isRows = entities[entity].fields.find((field) => field.id === amount).type === 'line_items';
  const sum = (rows) => (rows ?? []).reduce((total, row) => total + Math.round(row.quantity * row.unitPrice), 0);
  const total = (record) => (isRows ? sum(record[amount]) : record[amount] ?? 0);
  const received = ({ records }, id) => records.all(payment, { [invoice]: id }).reduce((all, one) => all + (one[paidField] ?? 0), 0);

  function settle(context, id) {
    const record = context.records.find(entity, id);
    if (!record || record[status] === paid || total(record) <= 0 || received(context, id) < total(record)) return;
    context.records.change(entity, id, { [status]: paid }, context.person?.id);
  }
  const positive = (value) => {
    if (!Number.isSafeInteger(value) || value <= 0) throw wrong(paidField, 'A payment is more than nothing, in whole cents.');
  };
  // What a form would have asked for and nobody said.
  const usual = (field) => ({ text: entities[payment].singular, date: isoDate(), choice: field.options?.[0], status: field.options?.[0]?.value }[field.type]);

  function pay({ context, params, body }) {
    const { db, records, person } = context;
    const { amount: cents, ...more } = body ?? {};
    return db.transaction(() => {
      const record = existing(context, entity, params.id);
      must(person, 'create', payment);
      const values = { ...known(payment, more), [paidField]: more[paidField] ?? cents, [invoice]: record.id };
      positive(values[paidField]);
      for (const field of entities[payment].fields) if (field.required && isEmpty(values[field.id])) values[field.id] = usual(field);
      checkFilled(records, payment, values);
      const made = records.create(payment, values, person?.id);
      settle(context, record.id);
      return { entity: payment, record: made };
    }, person);
  }

  return {
    entity, joins: { entity: payment, field: invoice, added: 'entered a payment' },
    routes: [{ method: 'POST', path: `/api/${entity}/:id/payments`, handle: pay }],
    watches: {
      [payment]: {
        before({ after }) {
          if (after) positive(after[paidField]);
        },
        after({ context, after }) {
          if (after?.[invoice]) settle(context, after[invoice]);
        },
      },
    },
  };
}
