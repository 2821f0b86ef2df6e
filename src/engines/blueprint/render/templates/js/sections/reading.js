// Pages to read: one opened, the others as a table of contents.
import { hrefOf } from '../addresses.js';
import { relative } from '../format.js';
import { fieldText } from '../fields/index.js';
import { emptyList } from '../parts/detail.js';
import { excerpt, titleLink } from '../parts/record.js';
import { entities } from '../schema.js';
import { all, titleOf } from '../store.js';
import { el, link, section } from '../ui.js';
import { words } from '../words.js';

/** The table of contents, in groups where there are some. */
export function contents({ entity, groupBy, title }) {
  const list = all(entity).sort((a, b) => titleOf(entity, a).localeCompare(titleOf(entity, b)));
  if (!list.length) return emptyList(entity);
  const field = entities[entity].fields.find((one) => one.id === groupBy);
  const names = field ? [...new Set(list.map((record) => fieldText(field, record[groupBy])))].sort() : [''];
  const block = (name) => el('div', { class: 'contents-group' }, name ? el('h3', {}, name) : null,
    el('ul', {}, list.filter((record) => !field || fieldText(field, record[groupBy]) === name).map((record) => el('li', {}, titleLink(entity, record)))));
  return section(title, el('div', { class: 'contents' }, names.map(block)), { more: link(hrefOf(entity), words.home.all(entities[entity].plural.toLowerCase(), list.length)) });
}

/** What was changed last, with its first words. */
export function latest({ entity, title, limit = 4 }) {
  const list = all(entity).sort((a, b) => b.updatedAt.localeCompare(a.updatedAt)).slice(0, limit);
  if (!list.length) return null;
  const [first, ...rest] = list;
  return section(title, el('div', { class: 'latest' },
    el('article', { class: 'latest-first' }, el('h3', {}, titleLink(entity, first)), el('p', {}, excerpt(entity, first, 320)), el('p', { class: 'aside' }, words.said.changed(relative(first.updatedAt)))),
    el('ul', { class: 'latest-rest' }, rest.map((record) => el('li', {}, el('h3', {}, titleLink(entity, record)), el('p', {}, excerpt(entity, record, 100)), el('p', { class: 'aside' }, words.said.changed(relative(record.updatedAt))))))));
}
