// What the person has booked, the next first.
import { bookable } from '../rules.js';
import { exact, relative } from '../format.js';
import { hrefOf } from '../addresses.js';
import { entities } from '../schema.js';
import { titleOf } from '../store.js';
import { el, empty, heading, linkButton, section } from '../ui.js';
import { words } from '../words.js';

export function myBookings() {
  const parts = bookable.map((rule) => {
    const pairs = rule.bookings().sort((a, b) => (a.slot[rule.starts] ?? '').localeCompare(b.slot[rule.starts] ?? ''));
    const row = ({ slot }) => el('li', {}, el('div', { class: 'row-main' }, el('a', { class: 'title-link', href: hrefOf(rule.entity, slot.id) }, titleOf(rule.entity, slot)), el('p', { class: 'aside' }, `${exact(slot[rule.starts])} · ${relative(slot[rule.starts])}`)), el('div', { class: 'row-end' }, rule.act(slot)));
    const [coming, past] = [pairs.filter((pair) => !rule.isPast(pair.slot)), pairs.filter((pair) => rule.isPast(pair.slot))];
    if (!pairs.length) return empty({ name: 'ticket', title: words.booking.none, text: words.booking.noneText, action: linkButton({ label: words.home.every(entities[rule.entity].plural.toLowerCase()), look: 'main', href: hrefOf(rule.entity) }) });
    return [coming.length ? section(words.booking.coming, el('ul', { class: 'rows' }, coming.map(row))) : null, past.length ? section(words.booking.before, el('ul', { class: 'rows' }, past.map(row))) : null];
  });
  return { title: words.booking.mine, node: el('div', { class: 'narrow' }, heading(words.booking.mine), parts.flat().filter(Boolean)) };
}
