// The basket, the checkout, and what was ordered.
import { hrefOf } from '../addresses.js';
import { basket as rule } from '../rules.js';
import { money, relative } from '../format.js';
import { find, titleOf } from '../store.js';
import { me, refusal } from '../access.js';
import { announce, button, el, empty, heading, linkButton, section, toast } from '../ui.js';
import { coverOf } from '../parts/record.js';
import { words } from '../words.js';

function row({ line, record }) {
  const name = titleOf(rule.entity, record);
  const amount = el('input', { type: 'number', min: 0, max: Number.isFinite(rule.left(record)) ? rule.left(record) : null, value: line.amount, 'aria-label': words.cart.amount(name), onchange: () => rule.set(record, Number(amount.value)) });
  return el('li', { class: 'basket-row' }, coverOf(rule.entity, record), el('div', { class: 'row-main' }, el('a', { class: 'title-link', href: hrefOf(rule.entity, record.id) }, name)),
    amount, el('strong', { class: 'figure' }, rule.lineTotal({ line, record })), button({ label: words.cart.remove(name), name: 'close', look: 'icon', hidden: true, press: () => toast(words.cart.removed(name), rule.set(record, 0)) }));
}

export function basket() {
  const lines = rule.lines();
  const orders = rule.orders();
  const content = lines.length ? [el('ul', { class: 'basket' }, lines.map(row)), el('div', { class: 'basket-sum' }, el('p', {}, words.cart.total, ' ', el('strong', { class: 'figure' }, money(rule.total(), rule.currency))), linkButton({ label: words.cart.checkout, look: 'main', href: '#/checkout' }))]
    : empty({ name: 'bag', title: words.cart.empty, text: words.cart.emptyText, action: linkButton({ label: words.cart.look, look: 'main', href: hrefOf(rule.entity) }) });
  const past = orders.length ? section(words.cart.orders, el('ul', { class: 'rows' }, orders.map((one) => el('li', {}, el('div', { class: 'row-main' }, el('a', { class: 'title-link', href: `#/my-orders/${one.id}` }, words.cart.order(one.number)), el('p', { class: 'aside' }, relative(one.createdAt))), el('strong', { class: 'figure' }, money(one.total, rule.currency)))))) : null;
  return { title: words.cart.title, node: el('div', { class: 'narrow' }, heading(words.cart.title), content, past) };
}

export function checkout() {
  if (!rule.lines().length) return basket();
  const fields = [['name', 'name', 'text', me().role ? me().name : ''], ['email', 'email', 'email', me().email ?? ''], ['street', 'street-address', 'text', ''], ['city', 'address-level2', 'text', '']];
  const rows = fields.map(([name, autocomplete, type, value]) => {
    const input = el('input', { type, id: `order-${name}`, autocomplete, value, 'aria-required': 'true', 'aria-describedby': `order-${name}-error` });
    const error = el('p', { class: 'error', id: `order-${name}-error`, hidden: true });
    return { name, input, error, node: el('div', { class: 'field' }, el('label', { for: input.id }, words.cart.fields[name]), input, error) };
  });
  const form = el('form', { class: 'form', novalidate: true }, rows.map((one) => one.node), el('p', { class: 'notice' }, words.cart.note), button({ label: words.cart.place(money(rule.total(), rule.currency)), look: 'main', type: 'submit' }));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const wrong = rows.filter(({ name, input, error }) => {
      const ok = name === 'email' ? /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(input.value.trim()) : input.value.trim() !== '';
      error.hidden = ok;
      error.textContent = ok ? '' : words.cart.missing[name];
      input.setAttribute('aria-invalid', String(!ok));
      return !ok;
    });
    if (wrong.length) { wrong[0].input.focus(); announce(words.said.wrong(wrong.length)); return; }
    const made = rule.order(Object.fromEntries(rows.map(({ name, input }) => [name, input.value.trim()])));
    location.hash = `#/my-orders/${made.id}`;
  });
  return { title: words.cart.checkout, node: el('div', { class: 'narrow' }, heading(words.cart.checkout, { text: words.cart.sum(money(rule.total(), rule.currency)) }), form) };
}

export function order({ params }) {
  const one = find('_orders', params.id);
  if (!one) return refusal(words.error.gone);
  const items = one.items.map((item) => el('li', {}, el('div', { class: 'row-main' }, `${item.quantity} × ${item.description}`), el('span', { class: 'figure' }, money(item.quantity * item.unitPrice, rule.currency))));
  return { title: words.cart.order(one.number), node: el('div', { class: 'narrow' }, heading(words.cart.order(one.number), { eyebrow: words.cart.thanks, text: words.cart.sent(one.name, one.email) }),
    el('ul', { class: 'rows' }, items), el('div', { class: 'basket-sum' }, el('p', {}, words.cart.total, ' ', el('strong', { class: 'figure' }, money(one.total, rule.currency))), linkButton({ label: words.cart.look, href: hrefOf(rule.entity) }))) };
}
