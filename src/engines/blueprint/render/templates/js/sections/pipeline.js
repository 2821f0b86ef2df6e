// How much stands where, and what is next in each place.
import { hrefOf } from '../addresses.js';
import { money } from '../format.js';
import { emptyList } from '../parts/detail.js';
import { sumOf } from '../parts/numbers.js';
import { badgesOf, titleLink } from '../parts/record.js';
import { entities } from '../schema.js';
import { all } from '../store.js';
import { el, link, section } from '../ui.js';
import { words } from '../words.js';

export function pipeline({ entity, status, amount, title }) {
  const field = entities[entity].fields.find((one) => one.id === status);
  const worth = entities[entity].fields.find((one) => one.id === amount);
  if (!all(entity).length) return emptyList(entity);
  const stage = ({ value, tone }) => {
    const mine = all(entity).filter((record) => record[status] === value);
    return el('li', { class: `stage ${tone}` },
      el('h3', {}, el('a', { href: `${hrefOf(entity)}?${new URLSearchParams({ [status]: value })}` }, value)),
      el('p', { class: 'stage-count figure' }, String(mine.length)),
      worth ? el('p', { class: 'aside figure' }, money(sumOf(entity, amount, mine), worth.currency)) : null,
      el('ul', {}, mine.slice(0, 3).map((record) => el('li', {}, titleLink(entity, record), ' ', badgesOf(entity, record)))));
  };
  return section(title, el('ul', { class: 'stages' }, field.options.map(stage)), { more: link(hrefOf(entity), words.home.every(entities[entity].plural.toLowerCase())) });
}
