// Search through everything.
import { hrefOf } from '../addresses.js';
import { count } from '../format.js';
import { matches } from '../parts/list.js';
import { badgesOf, excerpt, meta, titleLink } from '../parts/record.js';
import { entities } from '../schema.js';{{search:
import { ask } from '../server.js';:}}
import { all{{search:, find, isServed:}} } from '../store.js';
import { announce, el, empty, heading, highlight, icon, link, section } from '../ui.js';
import { words } from '../words.js';

const shown = 6;

{{search:
const pause = 250;

/** What the server found, in its order: `[{ entity, list, places }]`, or null where it did not answer. */
async function fromServer(query) {
  try {
    const { status, body } = await ask('GET', ['search'], undefined, { q: query });
    if (status !== 200) return null;
    const groups = new Map();
    for (const { entity, id, excerpt: place } of body.items) {
      const record = find(entity, id);
      if (!record) continue;
      const group = groups.get(entity) ?? { entity: entities[entity], list: [], places: new Map() };
      group.list.push(record);
      if (place) group.places.set(id, place);
      groups.set(entity, group);
    }
    return [...groups.values()];
  } catch {
    return null;
  }
}

const here = (query) => Object.values(entities).map((entity) => ({ entity, list: all(entity.id).filter((record) => matches(entity.id, record, query)) })).filter(({ list }) => list.length);

:}}
function results(query{{search:, found = here(query):}}) {
  if (!query.trim()) return { total: 0, node: el('p', { class: 'aside' }, words.search.start) };
{{unsearched:
  const found = Object.values(entities).map((entity) => ({ entity, list: all(entity.id).filter((record) => matches(entity.id, record, query)) })).filter(({ list }) => list.length);
:}}
  const total = found.reduce((sum, { list }) => sum + list.length, 0);
  if (!total) return { total, node: empty({ name: 'search', title: words.list.nothing, text: words.list.nothingFor(query) }) };
  const row = (entity, record{{search:, place:}}) => el('li', {}, el('div', { class: 'row-main' }, titleLink(entity, record, query), el('p', { class: 'aside' }, highlight({{search:place ?? :}}excerpt(entity, record, 140, query), query)), meta(entity, record, { query })), el('div', { class: 'row-end' }, badgesOf(entity, record)));
  return { total, node: el('div', {}, found.map(({ entity, list{{search:, places:}} }) => section(entity.plural, el('ul', { class: 'rows' }, list.slice(0, shown).map((record) => row(entity.id, record{{search:, places?.get(record.id):}}))),
    { more: list.length > shown && entity.inNavigation ? link(`${hrefOf(entity.id)}?${new URLSearchParams({ q: query })}`, words.home.all(entity.plural.toLowerCase(), list.length)) : null }))) };
}

export function search({ query }) {
  const place = el('div', { class: 'results' });
  const found = el('p', { class: 'found', role: 'status' });
  const input = el('input', { type: 'search', id: 'search', 'data-search': true, 'data-focus': true, value: query.get('q') ?? '', placeholder: words.search.hint });
{{search:
  let timer = null;
  // What is here shows at once; what the server finds takes its place.
  const look = () => {
    paint();
    clearTimeout(timer);
    const query = input.value;
    if (!query.trim() || !isServed()) return;
    timer = setTimeout(async () => {
      const better = await fromServer(query);
      if (better?.length && input.value === query && input.isConnected) paint(better);
    }, pause);
  };
:}}
  const paint = ({{search:better:}}) => {
    const { total, node } = results(input.value{{search:, better:}});
    found.textContent = input.value.trim() ? count(total, words.search.one, words.search.many) : '';
    place.replaceChildren(node);
  };
  input.addEventListener('input', () => {
    history.replaceState(null, '', `#/search?${new URLSearchParams({ q: input.value })}`);
    {{search:look:}}{{unsearched:paint:}}();
  });
  input.addEventListener('change', () => announce(found.textContent));
  {{search:look:}}{{unsearched:paint:}}();
  return { title: words.nav.search, node: el('div', { class: 'narrow' }, heading(words.nav.search), el('div', { class: 'search-box large' }, icon('search'), el('label', { class: 'hidden', for: 'search' }, words.search.label), input), found, place) };
}
