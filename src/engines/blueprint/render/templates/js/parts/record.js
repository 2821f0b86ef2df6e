// What every place says about a record in the same way: its cover, its facts, its badges, its quick actions.
import { may, me } from '../access.js';
import { hrefOf } from '../addresses.js';
import { cover } from '../covers.js';
import { showField } from '../fields/index.js';
import { entities, fieldsOfType } from '../schema.js';
import { remove, titleOf } from '../store.js';
import { el, highlight, toast } from '../ui.js';
import { words } from '../words.js';
import { rulesOf } from '../rules.js';

const long = ['long_text', 'rich_text', 'lines', 'line_items', 'image'];

/** The picture of a record: its own, or one drawn for it. */
export function coverOf(entity, record, { large = false } = {}) {
  const [field] = fieldsOfType(entity, 'image');
  const own = field && record[field.id];
  return el('div', { class: large ? 'cover large' : 'cover', 'aria-hidden': 'true' }, own ? el('img', { src: own, alt: '' }) : cover(`${entity}:${record.id}`, entities[entity].icon));
}

/** The title as a link. */
export function titleLink(entity, record, query) {
  return el('a', { class: 'title-link', href: hrefOf(entity, record.id) }, highlight(titleOf(entity, record), query));
}

/** The short fields of a record for lists, without the title. */
export function listFields(entity) {
  return entities[entity].fields.slice(1).filter((field) => field.inList && !['image', 'rich_text', 'lines'].includes(field.type));
}

// A bare date or number says nothing without its name.
const needsLabel = (field) => ['date', 'date_time', 'boolean'].includes(field.type) || (field.type === 'number' && !field.unit);

/** A few facts in one line. */
export function meta(entity, record, { query, skip = [] } = {}) {
  const parts = listFields(entity).filter((field) => !skip.includes(field.type) && field.type !== 'long_text')
    .map((field) => ({ field, node: showField(field, record[field.id], { query, record, brief: true }) })).filter((one) => one.node);
  if (!parts.length) return null;
  return el('ul', { class: 'meta' }, parts.map(({ field, node }) => el('li', { class: field.type }, el('span', { class: needsLabel(field) ? 'meta-label' : 'hidden' }, `${field.label} `), node)));
}

/** The facts of a record as a list of terms; long texts are left to the page. */
export function facts(entity, record, skip = []) {
  const rows = entities[entity].fields.slice(1).filter((field) => !long.includes(field.type) && !skip.includes(field.id))
    .map((field) => ({ field, node: showField(field, record[field.id], { record }) })).filter((one) => one.node);
  return rows.length ? el('dl', { class: 'facts' }, rows.map(({ field, node }) => el('div', {}, el('dt', {}, field.label), el('dd', {}, node)))) : null;
}

/** The long texts of a record, each under its own name. */
export function longFields(entity, record, context = {}) {
  return entities[entity].fields.filter((field) => long.includes(field.type) && field.type !== 'image')
    .map((field) => ({ field, node: showField(field, record[field.id], { ...context, record }) })).filter((one) => one.node);
}

/** Badges from the rules: overdue, low, full. */
export const badgesOf = (entity, record) => rulesOf(entity).flatMap((rule) => rule.badges?.(record) ?? []);

/** Quick actions from the rules: one more, mark done, book. */
export const actionsOf = (entity, record) => rulesOf(entity).flatMap((rule) => rule.actions?.(record) ?? []);

/** Small facts from the rules: seats left, average score. */
export const notesOf = (entity, record) => rulesOf(entity).flatMap((rule) => rule.notes?.(record) ?? []);

/** Deletes with a way back. */
export function removeWithUndo(entity, record) {
  if (!may('remove', entity, record)) return;
  const name = titleOf(entity, record);
  const { removed, undo } = remove(entity, record.id, me().id);
  if (location.hash.includes(`/${encodeURIComponent(record.id)}`)) location.hash = hrefOf(entity);
  toast(words.said.deleted(name, removed - 1), undo);
}

const plain = (value) => [value ?? ''].flat().join(' · ').replace(/[#>*`]/g, '').replace(/\[([^\]]+)\]\([^)]+\)/g, '$1').replace(/\s+/g, ' ').trim();

/** The beginning of a record's text, or the part of its texts where the query is. */
export function excerpt(entity, record, length = 180, query = '') {
  const texts = fieldsOfType(entity, 'long_text', 'rich_text', ...(query.trim() ? ['lines'] : [])).map((field) => plain(record[field.id]));
  const wanted = query.toLowerCase().split(/\s+/).filter(Boolean);
  const placeIn = (text) => Math.min(...wanted.map((word) => text.toLowerCase().indexOf(word)).filter((at) => at >= 0));
  const text = texts.find((one) => Number.isFinite(placeIn(one))) ?? texts[0] ?? '';
  const at = placeIn(text);
  // A few words before the place say what it is about.
  const start = Number.isFinite(at) && at > length / 2 ? text.indexOf(' ', at - length / 3) + 1 : 0;
  const rest = text.slice(start);
  return `${start ? '… ' : ''}${rest.length > length ? `${rest.slice(0, Math.max(rest.lastIndexOf(' ', length), length / 2))}…` : rest}`;
}
