// A row of cards: the newest, or the best.
import { hrefOf } from '../addresses.js';
import { emptyList } from '../parts/detail.js';
import { coverOf, meta, titleLink } from '../parts/record.js';
import { entities } from '../schema.js';
import { all } from '../store.js';
import { el, link, section } from '../ui.js';
import { card } from '../views/cards.js';
import { words } from '../words.js';

/** `small` makes rows instead of cards, for a narrow column. */
export function shelf({ entity, title, limit = 4, covers = true, order, small = false }) {
  const list = order ? all(entity).sort(order) : all(entity);
  const row = (record) => el('li', {}, covers ? coverOf(entity, record) : null, el('div', { class: 'row-main' }, titleLink(entity, record), meta(entity, record)));
  if (small && list.length) return section(title, el('ul', { class: 'rows small-rows' }, list.slice(0, limit).map(row)), { more: link(hrefOf(entity), words.home.all(entities[entity].plural.toLowerCase(), list.length)) });
  const content = list.length ? el('ul', { class: covers ? 'card-grid shelf' : 'card-grid bare shelf' }, list.slice(0, limit).map((record) => el('li', {}, card(entity, record, { covers, level: 'h3' })))) : emptyList(entity);
  return section(title, content, { more: link(hrefOf(entity), words.home.all(entities[entity].plural.toLowerCase(), list.length)) });
}

/** The values of a field as ways into the list, each with how many there are. */
export function ways({ entity, field, title }) {
  const counts = new Map();
  for (const record of all(entity)) for (const value of [record[field] ?? []].flat()) counts.set(value, (counts.get(value) ?? 0) + 1);
  if (counts.size < 2) return null;
  const entries = [...counts].sort((a, b) => b[1] - a[1]).slice(0, 12);
  return section(title, el('ul', { class: 'ways' }, entries.map(([value, amount]) => el('li', {}, el('a', { href: `${hrefOf(entity)}?${new URLSearchParams({ [field]: value })}` }, value, ' ', el('span', { class: 'aside' }, String(amount)))))));
}
