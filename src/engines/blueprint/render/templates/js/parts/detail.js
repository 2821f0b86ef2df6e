// The page of one record: its texts, its facts, what belongs to it, and what can be done.
import { may, nameOf, refusal } from '../access.js';
import { hrefOf } from '../addresses.js';
import { app, entities } from '../schema.js';
import { all, find, related, titleOf } from '../store.js';
import { button, el, empty, heading, link, linkButton, section, toast } from '../ui.js';
import { relative } from '../format.js';
import { words } from '../words.js';
import { rulesOf } from '../rules.js';
import { actionsOf, badgesOf, coverOf, excerpt, facts, longFields, meta, notesOf, removeWithUndo, titleLink } from './record.js';

/** `related` says which records point here; `look` is cover, sheet, reading or plain. */
export function detailPage({ params }, { entity, related: links = [], look = 'plain', aside = [] }) {
  const record = find(entity, params.id);
  if (!record) return refusal(words.error.gone);
  const title = titleOf(entity, record);
  // A page of text has its own headings right below the title.
  const alone = look === 'reading' && longFields(entity, record).length === 1;
  const long = longFields(entity, record, { top: alone ? 2 : 3 });
  const parts = (list) => list.map(({ field, node }) => (alone ? node : section(field.label, node, { id: `about-${field.id}` })));
  const texts = long.filter(({ field }) => !aside.includes(field.id));
  const besides = long.filter(({ field }) => aside.includes(field.id));
  const table = facts(entity, record);
  const panels = rulesOf(entity).map((rule) => rule.panel?.(record)).filter(Boolean);

  const node = el('article', { class: `detail look-${look}` }, crumbs(entity),
    look === 'cover' ? coverOf(entity, record, { large: true }) : null,
    heading(title, { actions: actions(entity, record, look), eyebrow: entities[entity].singular }),
    strip(entity, record),
    el('div', { class: 'detail-body' },
      texts.length || panels.length || links.length ? el('div', { class: 'detail-main' }, parts(texts), panels, links.map((one) => relatedPart(one, record))) : null,
      table || besides.length ? el('div', { class: 'detail-aside' }, besides.length ? parts(besides) : null, table) : null),
    el('p', { class: 'stamp' }, words.said.stamp(relative(record.createdAt), relative(record.updatedAt), nameOf(record.createdBy))),
    app.keepsHistory ? history(entity, record) : null);
  return { title, node };
}

function crumbs(entity) {
  const { plural, inNavigation } = entities[entity];
  return el('nav', { class: 'crumbs', 'aria-label': words.nav.where }, inNavigation ? link(hrefOf(entity), plural) : link('#/', app.name));
}

function strip(entity, record) {
  const items = [...badgesOf(entity, record), ...notesOf(entity, record)];
  return items.length ? el('div', { class: 'strip' }, items) : null;
}

function actions(entity, record, look) {
  return [
    ...actionsOf(entity, record),
    look === 'sheet' ? button({ label: words.action.print, name: 'print', press: () => window.print() }) : null,
    app.shares ? button({ label: words.action.share, name: 'link', press: share }) : null,
    may('change', entity, record) ? linkButton({ label: words.action.edit, name: 'edit', href: hrefOf(entity, record.id, 'edit') }) : null,
    may('remove', entity, record) ? button({ label: words.action.remove, name: 'trash', look: 'icon', hidden: true, press: () => removeWithUndo(entity, record) }) : null,
  ].filter(Boolean);
}

async function share() {
  try {
    await navigator.clipboard.writeText(location.href);
    toast(words.said.copied);
  } catch {
    toast(words.said.address(location.href));
  }
}

function relatedPart({ entity, field }, record) {
  const { plural } = entities[entity];
  const list = related(entity, field, record.id);
  const add = may('create', entity) ? linkButton({ label: words.things[entity].create, name: 'plus', look: 'quiet', href: `${hrefOf(entity, 'new')}?${field}=${encodeURIComponent(record.id)}` }) : null;
  const rows = list.map((one) => el('li', {}, el('div', { class: 'row-main' }, titleLink(entity, one), meta(entity, one, { skip: ['line_items'] }) ?? el('p', { class: 'aside' }, excerpt(entity, one, 110))),
    el('div', { class: 'row-end' }, badgesOf(entity, one))));
  const content = list.length ? el('ul', { class: 'rows' }, rows) : el('p', { class: 'aside' }, words.things[entity].none);
  return section(`${plural} (${list.length})`, content, { more: add, id: `of-${entity}-${field}` });
}

function history(entity, record) {
  const list = all('_history').filter((entry) => entry.entity === entity && entry.of === record.id);
  if (!list.length) return null;
  const label = (id) => entities[entity].fields.find((field) => field.id === id)?.label ?? id;
  return el('details', { class: 'history' }, el('summary', {}, words.said.history(list.length)),
    el('ol', {}, list.map((entry) => el('li', {}, words.said.change(entry.action, nameOf(entry.by), entry.fields.map(label)), ' ', el('time', { datetime: entry.createdAt, class: 'aside' }, relative(entry.createdAt))))));
}

/** Says that a list is empty, with the way to fill it. */
export function emptyList(entity) {
  const { icon } = entities[entity];
  const said = words.things[entity].empty;
  return empty({ name: icon, ...said, action: may('create', entity) ? linkButton({ label: words.things[entity].create, name: 'plus', look: 'main', href: hrefOf(entity, 'new') }) : null });
}
