// Payments reduce what is owed; with nothing left to pay the status follows.
import { may, me } from '../access.js';
import { fromCents, isoDate, money } from '../format.js';
import { totalOf } from '../fields/line-items.js';
import { fieldRow, showErrors } from '../parts/form.js';
import { entities, validate } from '../schema.js';
import { {{server:perform, :}}all, create, related, remove, titleOf, update } from '../store.js';
import { badge, bar, button, el, openDialog, toast } from '../ui.js';
import { words } from '../words.js';

export function payments({ entity, amount, payment, invoice, paidField, status, paid, currency }) {
  const amountField = entities[entity].fields.find((field) => field.id === amount);
  const total = (record) => (amountField.type === 'line_items' ? totalOf(record[amount]) : record[amount] ?? 0);
  const received = (record) => related(payment, invoice, record.id).reduce((sum, one) => sum + (one[paidField] ?? 0), 0);
  // What is marked as paid is paid, whether or not each payment was written down.
  const balance = (record) => (record[status] === paid || isVoid(record) ? 0 : Math.max(0, total(record) - received(record)));
  const isVoid = (record) => /draft|void|cancel/i.test(record[status] ?? '');
  const open = () => all(entity).filter((record) => balance(record) > 0);
  const settle = (record) => {
    if (total(record) > 0 && received(record) >= total(record) && record[status] !== paid) update(entity, record.id, { [status]: paid }, me().id);
  };
  const record_ = (record) => openDialog(words.payments.title(titleOf(entity, record)), (close) => form(record, close));
  const form = (record, close) => {
    const fields = entities[payment].fields.filter((field) => field.id !== invoice);
    const start = { [paidField]: balance(record) };
    for (const field of fields) if (field.type === 'date') start[field.id] = isoDate();
    const rows = fields.map((field) => fieldRow(field, start[field.id], 'pay'));
    const node = el('form', { class: 'form', novalidate: true }, el('p', { class: 'notice' }, words.payments.left(money(balance(record), currency))), rows.map((row) => row.node), el('div', { class: 'form-foot' }, button({ label: words.payments.record, look: 'main', type: 'submit' })));
    node.addEventListener('submit', (event) => {
      event.preventDefault();
      const values = { ...Object.fromEntries(rows.map((row) => [row.field.id, row.read()])), [invoice]: record.id };
      const errors = validate(payment, values);
      if (!errors[paidField] && !(values[paidField] > 0)) errors[paidField] = words.payments.positive;
      if (!showErrors(rows, errors)) return;
      close();
      const before = record[status];
{{server:
      const made = perform({ method: 'POST', path: [entity, record.id, 'payments'], body: { ...values, amount: values[paidField] }, gives: payment }, () => {
        const one = create(payment, values, me().id);
        settle(record);
        return one;
      });
:}}
{{alone:
      const made = create(payment, values, me().id);
      settle(record);
:}}
      toast(words.payments.recorded(money(values[paidField], currency)), () => { remove(payment, made.id, me().id); update(entity, record.id, { [status]: before }, me().id); });
    });
    return node;
  };
  return {
    entity, total, received, balance, open, currency, status, paid, fromCents,
    outstanding: () => open().reduce((sum, record) => sum + balance(record), 0),
    notes: (record) => (received(record) > 0 && balance(record) > 0 ? [el('span', { class: 'note' }, words.payments.part(money(received(record), currency), money(total(record), currency)))] : []),
    badges: (record) => (received(record) > total(record) && total(record) > 0 ? [badge(words.payments.over, 'warning')] : []),
    actions: (record) => (balance(record) > 0 && may('create', payment) ? [button({ label: words.payments.add, name: 'money', look: 'quiet small', 'aria-label': `${words.payments.add}: ${titleOf(entity, record)}`, press: () => record_(record) })] : []),
    panel: (record) => el('section', { class: 'balance', 'aria-label': words.payments.balance },
      el('dl', { class: 'sums' }, [[words.payments.total, total(record)], [words.payments.received, record[status] === paid ? Math.max(received(record), total(record)) : received(record)], [words.payments.balance, balance(record)]].map(([name, cents]) => el('div', {}, el('dt', {}, name), el('dd', { class: 'figure' }, money(cents, currency))))),
      bar(total(record) ? 1 - balance(record) / total(record) : 0, words.payments.share, balance(record) ? 'accent' : 'good')),
  };
}
