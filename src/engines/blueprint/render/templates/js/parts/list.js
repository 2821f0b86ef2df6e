// The page of a list: search, filters, order, several ways to look at it. The address remembers all of them.
import { may } from '../access.js';
import { hrefOf } from '../addresses.js';
import { downloadCsv } from '../csv.js';
import { fieldText } from '../fields/index.js';
import { count } from '../format.js';
import { entities, fieldsOfType } from '../schema.js';
import { all, find, setting, titleOf } from '../store.js';
import { announce, button, el, empty, heading, icon, linkButton } from '../ui.js';
import { views } from '../views/index.js';
import { words } from '../words.js';
import { rulesOf } from '../rules.js';
import { emptyList } from './detail.js';

const pageSize = 50;

/** Whether every word of the query is somewhere in the record. */
export function matches(entity, record, query) {
  const wanted = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (!wanted.length) return true;
  const text = entities[entity].fields.map((field) => fieldText(field, record[field.id])).join(' ').toLowerCase();
  return wanted.every((word) => text.includes(word));
}

/** A value to sort by. */
function weight(field, value) {
  if (field.type === 'status') return field.options.findIndex((one) => one.value === value);
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 0 : 1;
  if (field.type === 'line_items') return Number(fieldText(field, value));
  return fieldText(field, value).toLowerCase();
}

function sortBy(entity, records, sort) {
  const [name, direction] = sort.split(':');
  const field = entities[entity].fields.find((one) => one.id === name);
  const sign = direction === 'down' ? -1 : 1;
  if (!field) return [...records].sort((a, b) => b.createdAt.localeCompare(a.createdAt));
  const blank = (value) => value === null || value === undefined || value === '';
  return [...records].sort((a, b) => {
    const [left, right] = [a[name], b[name]];
    if (blank(left) || blank(right)) return blank(left) - blank(right);
    const [x, y] = [weight(field, left), weight(field, right)];
    return sign * (typeof x === 'number' && typeof y === 'number' ? x - y : String(x).localeCompare(String(y), undefined, { numeric: true }));
  });
}

/** The values that a field can be narrowed to. */
function choices(field, records) {
  if (field.type === 'choice') return field.options.map((value) => ({ value, label: value }));
  if (field.type === 'status') return field.options.map(({ value }) => ({ value, label: value }));
  if (field.type === 'boolean') return [{ value: 'true', label: words.field.yes }, { value: 'false', label: words.field.no }];
  const values = [...new Set(records.flatMap((record) => record[field.id] ?? []))];
  const label = (value) => (field.entity ? titleOf(field.entity, find(field.entity, value)) : value);
  return values.map((value) => ({ value, label: label(value) })).filter((one) => one.label).sort((a, b) => a.label.localeCompare(b.label));
}

/** `options`: entity, the views with what they need, filters, sorts, the usual order. */
export function listPage({ query }, options) {
  const { entity } = options;
  const { plural, purpose, path } = entities[entity];
  const viewNames = Object.keys(options.views);
  const kept = setting(`view:${entity}`);
  const state = Object.fromEntries(query);
  state.view = viewNames.includes(state.view) ? state.view : viewNames.includes(kept) ? kept : viewNames[0];
  state.q ??= '';
  state.sort ??= options.sort;

  const results = el('div', { class: 'results' });
  const found = el('p', { class: 'found', role: 'status' });
  const write = (changes, { quiet = false } = {}) => {
    Object.assign(state, changes);
    if (!('page' in changes)) delete state.page;
    const usual = { view: viewNames[0], sort: options.sort, q: '' };
    const parts = Object.entries(state).filter(([name, value]) => value && value !== usual[name]);
    history.replaceState(null, '', `#/${path}${parts.length ? `?${new URLSearchParams(parts)}` : ''}`);
    paint();
    if (!quiet) announce(found.textContent);
  };
  const paint = () => {
    const records = sortBy(entity, all(entity).filter((record) => passes(entity, record, state, options.filters)), state.sort);
    const page = Math.min(Number(state.page) || 1, Math.ceil(records.length / pageSize) || 1);
    // A board and a calendar make sense only whole.
    const whole = ['board', 'calendar', 'pages'].includes(state.view);
    const shown = whole ? records : records.slice((page - 1) * pageSize, page * pageSize);
    found.textContent = count(records.length, entities[entity].singular.toLowerCase(), plural.toLowerCase());
    const view = views[state.view];
    const context = { ...options, ...options.views[state.view], query: state.q, state, write };
    results.replaceChildren(records.length ? view(shown, context) : noResult(entity, state, options, write),
      ...(whole || records.length <= pageSize ? [] : [pager(page, Math.ceil(records.length / pageSize), write)]));
  };
  const strips = rulesOf(entity).map((rule) => rule.strip?.()).filter(Boolean);
  const total = all(entity).length;
  const node = el('div', { class: `list-page list-${entity}` },
    heading(plural, { text: purpose, actions: [
      may('create', entity) ? linkButton({ label: words.things[entity].create, name: 'plus', look: 'main', href: hrefOf(entity, 'new'), 'aria-keyshortcuts': 'n', 'data-new': true }) : null,
    ].filter(Boolean) }),
    strips, total ? toolbar(entity, state, options, write) : null, total ? found : null, total ? results : emptyList(entity));
  if (total) paint();
  return { title: plural, node };
}

function passes(entity, record, state, filters) {
  if (!matches(entity, record, state.q)) return false;
  return filters.every((name) => !state[name] || [record[name] ?? false].flat().map(String).includes(state[name]));
}

function toolbar(entity, state, options, write) {
  const fields = entities[entity].fields;
  const search = el('input', { type: 'search', id: 'list-search', 'data-search': true, value: state.q, placeholder: words.things[entity].search, 'aria-keyshortcuts': '/', oninput: () => write({ q: search.value }) });
  const filters = options.filters.map((name) => {
    const field = fields.find((one) => one.id === name);
    const select = el('select', { id: `filter-${name}`, onchange: () => write({ [name]: select.value }) },
      el('option', { value: '' }, words.list.any(field.label)), choices(field, all(entity)).map(({ value, label }) => el('option', { value }, label)));
    select.value = state[name] ?? '';
    return el('div', { class: 'filter' }, el('label', { class: 'hidden', for: `filter-${name}` }, field.label), select);
  });
  const order = el('select', { id: 'list-sort', onchange: () => write({ sort: order.value }) },
    el('option', { value: 'new' }, words.list.newest),
    options.sorts.map((name) => fields.find((one) => one.id === name)).flatMap((field) => [
      el('option', { value: `${field.id}:up` }, words.list.up(field.label)), el('option', { value: `${field.id}:down` }, words.list.down(field.label))]));
  order.value = state.sort;
  return el('div', { class: 'toolbar', role: 'search', 'aria-label': words.things[entity].search },
    el('div', { class: 'search-box' }, icon('search'), el('label', { class: 'hidden', for: 'list-search' }, words.things[entity].search), search),
    filters, el('div', { class: 'filter' }, el('label', { class: 'hidden', for: 'list-sort' }, words.list.sort), order),
    el('div', { class: 'toolbar-end' }, switcher(entity, state, options, write),
      options.exports ? button({ label: words.action.csv, name: 'download', look: 'icon', hidden: true, press: () => downloadCsv(entity, all(entity).filter((record) => passes(entity, record, state, options.filters))) }) : null));
}

const viewIcons = { table: 'table', cards: 'cards', board: 'columns', calendar: 'calendar', pages: 'pages', feed: 'feed' };

function switcher(entity, state, options, write) {
  const names = Object.keys(options.views);
  if (names.length < 2) return null;
  const group = el('div', { class: 'switcher', role: 'group', 'aria-label': words.list.view });
  group.append(...names.map((name) => button({ label: words.list.views[name], name: viewIcons[name], look: 'icon', hidden: true, 'aria-pressed': String(state.view === name), 'data-view': name, press: () => {
    setting(`view:${entity}`, name);
    for (const one of group.children) one.setAttribute('aria-pressed', String(one.dataset.view === name));
    write({ view: name });
  } })));
  return group;
}

function noResult(entity, state, options, write) {
  const clear = button({ label: words.list.clear, press: () => {
    write({ q: '', ...Object.fromEntries(options.filters.map((name) => [name, ''])) });
    for (const control of document.querySelectorAll('.toolbar input, .toolbar select')) if (control.id !== 'list-sort') control.value = '';
    document.getElementById('list-search').focus();
  } });
  return empty({ name: 'search', title: words.list.nothing, text: state.q ? words.list.nothingFor(state.q) : words.list.nothingHere(entities[entity].plural.toLowerCase()), action: clear });
}

function pager(page, pages, write) {
  const turn = (to) => { write({ page: String(to) }); document.querySelector('h1')?.scrollIntoView(); };
  return el('nav', { class: 'pager', 'aria-label': words.list.pages },
    button({ label: words.list.before, name: 'left', disabled: page === 1, press: () => turn(page - 1) }),
    el('span', {}, words.list.page(page, pages)),
    button({ label: words.list.after, name: 'right', disabled: page === pages, press: () => turn(page + 1) }));
}

/** The fields that make sense for a filter when none are named. */
export const filterable = (entity) => fieldsOfType(entity, 'choice', 'status', 'reference').map((field) => field.id);
