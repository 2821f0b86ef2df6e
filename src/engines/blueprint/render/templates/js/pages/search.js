// Search through everything.
import { hrefOf } from '../addresses.js';
import { count } from '../format.js';
import { matches } from '../parts/list.js';
import { badgesOf, excerpt, meta, titleLink } from '../parts/record.js';
import { entities } from '../schema.js';
import { all } from '../store.js';
import { announce, el, empty, heading, highlight, icon, link, section } from '../ui.js';
import { words } from '../words.js';

const shown = 6;

function results(query) {
  if (!query.trim()) return { total: 0, node: el('p', { class: 'aside' }, words.search.start) };
  const found = Object.values(entities).map((entity) => ({ entity, list: all(entity.id).filter((record) => matches(entity.id, record, query)) })).filter(({ list }) => list.length);
  const total = found.reduce((sum, { list }) => sum + list.length, 0);
  if (!total) return { total, node: empty({ name: 'search', title: words.list.nothing, text: words.list.nothingFor(query) }) };
  const row = (entity, record) => el('li', {}, el('div', { class: 'row-main' }, titleLink(entity, record, query), el('p', { class: 'aside' }, highlight(excerpt(entity, record, 140), query)), meta(entity, record, { query })), el('div', { class: 'row-end' }, badgesOf(entity, record)));
  return { total, node: el('div', {}, found.map(({ entity, list }) => section(entity.plural, el('ul', { class: 'rows' }, list.slice(0, shown).map((record) => row(entity.id, record))),
    { more: list.length > shown && entity.inNavigation ? link(`${hrefOf(entity.id)}?${new URLSearchParams({ q: query })}`, words.home.all(entity.plural.toLowerCase(), list.length)) : null }))) };
}

export function search({ query }) {
  const place = el('div', { class: 'results' });
  const found = el('p', { class: 'found', role: 'status' });
  const input = el('input', { type: 'search', id: 'search', 'data-search': true, autofocus: true, value: query.get('q') ?? '', placeholder: words.search.hint });
  const paint = () => {
    const { total, node } = results(input.value);
    found.textContent = input.value.trim() ? count(total, words.search.one, words.search.many) : '';
    place.replaceChildren(node);
  };
  input.addEventListener('input', () => {
    history.replaceState(null, '', `#/search?${new URLSearchParams({ q: input.value })}`);
    paint();
  });
  input.addEventListener('change', () => announce(found.textContent));
  paint();
  return { title: words.nav.search, node: el('div', { class: 'narrow' }, heading(words.nav.search), el('div', { class: 'search-box large' }, icon('search'), el('label', { class: 'hidden', for: 'search' }, words.search.label), input), found, place) };
}
