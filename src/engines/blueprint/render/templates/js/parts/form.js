// The form of a record: made from its fields, checked field by field, and what was typed is kept until it is saved.
import { may, me, refusal } from '../access.js';
import { hrefOf } from '../addresses.js';
import { kinds } from '../fields/index.js';
import { entities, validate } from '../schema.js';
import { create, find, titleOf, update } from '../store.js';
import { announce, button, el, heading, link, toast } from '../ui.js';
import { words } from '../words.js';
import { rulesOf } from '../rules.js';

const drafts = new Map();
{{server:
const faults = new Map();

/** Where the form of something is. */
export const formOf = ({ entity, id }) => (id ? hrefOf(entity, id, 'edit') : hrefOf(entity, 'new'));

/** The form shall show again what was entered, with what the server said about it. */
export function reopen({ entity, id, values }, errors) {
  drafts.set(`${entity}:${id ?? 'new'}`, values);
  faults.set(`${entity}:${id ?? 'new'}`, errors);
}
:}}

/** One field: its label, its control, its hint and its message. */
export function fieldRow(field, value, prefix = 'field') {
  const id = `${prefix}-${field.id}`;
  const kind = kinds[field.type];
  const error = el('p', { class: 'error', id: `${id}-error`, hidden: true });
  const help = field.help ? el('p', { class: 'hint', id: `${id}-help` }, field.help) : null;
  const described = [help && `${id}-help`, `${id}-error`].filter(Boolean).join(' ');
  const editor = kind.edit(field, value, { id, name: field.id, 'aria-describedby': described, 'aria-required': field.required ? 'true' : null });
  const label = [field.label, field.required ? null : el('span', { class: 'optional' }, ` ${words.field.optional}`)];
  const node = kind.group
    ? el('fieldset', { class: `field ${field.type}`, 'aria-describedby': described }, el('legend', {}, label), help, editor.node, error)
    : el('div', { class: `field ${field.type}` }, el('label', { for: id }, label), help, editor.node, error);
  const control = editor.control ?? editor.node;
  const say = (message) => {
    error.textContent = message ?? '';
    error.hidden = !message;
    node.classList.toggle('wrong', Boolean(message));
    if (message) control?.setAttribute('aria-invalid', 'true');
    else control?.removeAttribute('aria-invalid');
  };
  return { field, node, control, read: editor.read, say };
}

/** Shows the messages and moves to the first; true when there is none. */
export function showErrors(rows, errors) {
  for (const row of rows) row.say(errors[row.field.id]);
  const wrong = rows.filter((row) => errors[row.field.id]);
  if (!wrong.length) return true;
  wrong[0].control?.focus();
  announce(words.said.wrong(wrong.length));
  return false;
}

const read = (rows) => Object.fromEntries(rows.map((row) => [row.field.id, row.read()]));

/** The page for a new record or a change. */
export function formPage({ params, query }, { entity }) {
  const { fields, purpose } = entities[entity];
  const record = params.id ? find(entity, params.id) : null;
  const title = record ? words.things[entity].edit : words.things[entity].create;
  if (params.id && !record) return refusal(words.error.gone);
  if (!may(record ? 'change' : 'create', entity, record)) return refusal(words.error.notAllowed);

  const draftKey = `${entity}:${params.id ?? 'new'}`;
  const given = Object.fromEntries(fields.filter((field) => query.has(field.id)).map((field) => [field.id, query.get(field.id)]));
  const start = drafts.get(draftKey) ?? record ?? { ...defaults(fields), ...given };
  const rows = fields.map((field) => fieldRow(field, start[field.id]));
  const back = record ? hrefOf(entity, record.id) : hrefOf(entity);

  const form = el('form', { class: 'form', novalidate: true }, rows.map((row) => row.node),
    el('div', { class: 'form-foot' },
      button({ label: record ? words.action.save : words.things[entity].add, look: 'main', type: 'submit' }),
      el('a', { class: 'button quiet', href: back, onclick: () => drafts.delete(draftKey) }, words.action.cancel)));
  form.addEventListener('input', () => drafts.set(draftKey, read(rows)));
  form.addEventListener('change', () => drafts.set(draftKey, read(rows)));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const values = read(rows);
    if (!showErrors(rows, validate(entity, values))) return;
    drafts.delete(draftKey);
    finish(entity, record, values);
  });
{{server:
  if (faults.has(draftKey)) {
    for (const row of rows) row.say(faults.get(draftKey)[row.field.id]);
    rows.find((row) => faults.get(draftKey)[row.field.id])?.control?.setAttribute('data-focus', '');
    faults.delete(draftKey);
  }
:}}
  const kept = drafts.has(draftKey) ? el('p', { class: 'notice' }, words.said.draft) : null;
  const crumb = el('nav', { class: 'crumbs', 'aria-label': words.nav.where }, link(back, record ? titleOf(entity, record) : entities[entity].plural));
  return { title, node: el('div', { class: 'narrow' }, crumb, heading(title, { text: record ? null : purpose }), kept, form) };
}

function defaults(fields) {
  return Object.fromEntries(fields.filter((field) => field.type === 'status').map((field) => [field.id, field.options[0]?.value]));
}

function finish(entity, record, values) {
  // A rule may take the change over: it then waits for a yes.
  const taken = rulesOf(entity).some((rule) => rule.onSave?.(record, values));
  if (taken) return;
  if (record) {
    const undo = update(entity, record.id, values, me().id);
    location.hash = hrefOf(entity, record.id);
    toast(words.said.saved(titleOf(entity, { ...record, ...values })), undo);
    return;
  }
  const made = create(entity, values, me().id);
  location.hash = hrefOf(entity, made.id);
  toast(words.said.added(titleOf(entity, made)));
}
