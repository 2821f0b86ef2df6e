// Other records: one, or several.
import { hrefOf } from '../addresses.js';
import { entities } from '../schema.js';
import { all, find, titleOf } from '../store.js';
import { el, highlight } from '../ui.js';
import { words } from '../words.js';

const sorted = (entity) => all(entity).map((record) => ({ id: record.id, title: titleOf(entity, record) })).sort((a, b) => a.title.localeCompare(b.title));

function anchor(entity, id, query) {
  const record = find(entity, id);
  return record ? el('a', { href: hrefOf(entity, id) }, highlight(titleOf(entity, record), query)) : el('span', { class: 'aside' }, words.field.gone);
}

export const reference = {
  edit(field, value, attrs) {
    const node = el('select', attrs, el('option', { value: '' }, words.field.choose),
      sorted(field.entity).map(({ id, title }) => el('option', { value: id }, title)));
    node.value = value ?? '';
    return { node, read: () => node.value || null };
  },
  show: (field, value, { query } = {}) => (value ? anchor(field.entity, value, query) : null),
  text: (field, value) => titleOf(field.entity, find(field.entity, value)),
};

export const references = {
  group: true,
  edit(field, value, attrs) {
    const boxes = sorted(field.entity).map(({ id, title }) => {
      const box = el('input', { type: 'checkbox', value: id, checked: (value ?? []).includes(id) });
      return { box, node: el('label', { class: 'tick' }, box, el('span', {}, title)) };
    });
    const none = el('p', { class: 'hint' }, words.field.nothingToChoose(entities[field.entity].plural));
    const node = el('div', { class: 'checks', id: attrs.id }, boxes.length ? boxes.map((one) => one.node) : none);
    return { node, control: boxes[0]?.box, read: () => boxes.filter((one) => one.box.checked).map((one) => one.box.value) };
  },
  show: (field, value, { query } = {}) =>
    (value?.length ? el('ul', { class: 'plain-list' }, value.map((id) => el('li', {}, anchor(field.entity, id, query)))) : null),
  text: (field, value) => (value ?? []).map((id) => titleOf(field.entity, find(field.entity, id))).filter(Boolean).join(', '),
};
